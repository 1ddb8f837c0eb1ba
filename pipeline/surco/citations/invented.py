"""Invented bibliographic fields in Spanish, Portuguese and English, from which training entries are written."""

from __future__ import annotations

import random
from dataclasses import dataclass

from surco.citations.given_names import GIVEN_NAMES
from surco.citations.words import PLACES

_GIVEN = tuple(sorted(n.title() for n in GIVEN_NAMES if n.isascii() and len(n) > 2))
_SURNAMES = tuple(
    """Abreu Acuña Aguiar Aguirre Alarcón Albuquerque Alcántara Aldana Almeida Altamirano Amaral Ameghino Anaya Andrade Antunes Aranda Arce
    Arévalo Arias Armendáriz Arrieta Ávila Ayala Azevedo Baeza Balderas Barbosa Barrera Barros Bastos Becerra Bello Benavides Bermúdez Borges Botero
    Braga Brenner Britto Buitrago Bustamante Caballero Cabral Cáceres Calderón Camargo Campbell Cantú Cárdenas Cardoso Carneiro Carvajal Casanova Castaño
    Castellanos Cavalcanti Cervantes Chamorro Chen Cifuentes Clarke Coelho Collins Contreras Cooper Cordeiro Corrêa Cortázar Costa Coutinho Cuéllar Cunha
    Dávila Delgado Dias Díaz Donoso Duarte Duncan Durán Echeverría Edwards Elizondo Escobar Espinoza Esteves Evans Fajardo Farias Ferraz Ferreira Figueiredo
    Fischer Fletcher Flores Fonseca Franco Freitas Fuentes Galindo Gallardo Gamboa Garcés García Garrido Gil Giraldo Godoy Gomes Gómez González Gouveia
    Graham Granados Griffin Guedes Guerrero Guevara Guimarães Gutiérrez Guzmán Hansen Haro Harris Henríquez Herrera Hidalgo Holmes Horta Huerta
    Ibáñez Iglesias Infante Iriarte Jacobs Jaramillo Jensen Jiménez Johnson Juárez Keller Kim Klein Kobayashi Lacerda Lagos Landa Lara Larsen Leal Lee
    Lemos León Lima Linares Lobo Lopes López Loyola Lozano Lugo Luna Macedo Machado Madrid Magalhães Maldonado Manrique Marín Marques Martínez Martins
    Mata Matos Medeiros Mejía Melo Mendes Méndez Mendoza Meyer Miranda Mitchell Molina Monteiro Montes Mora Moraes Morales Moreira Moreno Moura Müller
    Muñoz Murillo Murray Nakamura Naranjo Nascimento Navarro Neves Nguyen Nogueira Noriega Novaes Núñez Ocampo Ochoa Oliveira Olson Ordóñez Orozco Ortega
    Ortiz Osorio Ospina Pacheco Padilla Palacios Palma Paredes Parra Patiño Paz Peña Peralta Pereira Pérez Peters Pimentel Pineda Pinto Pizarro
    Ponce Portela Prado Prieto Quevedo Quintana Quintero Quiroga Ramalho Ramírez Ramos Rangel Rebelo Reis Rengifo Restrepo Reyes Ribeiro Rincón Ríos
    Rivas Rivera Robles Rocha Rodrigues Rodríguez Rojas Romero Rosales Rossi Rueda Ruiz Saavedra Salas Salazar Saldanha Salgado Salinas Sampaio Sánchez Sandoval
    Santana Santos Sarmiento Schmidt Schneider Segovia Sepúlveda Serrano Sierra Silva Silveira Simões Smith Soares Solano Soler Solís Soria Sosa
    Sousa Souza Suárez Tavares Taylor Teixeira Tejada Téllez Thompson Toledo Toro Torrealba Torres Trujillo Turner Ulloa Uribe Urrutia Valdés Valdivia
    Valencia Valenzuela Valle Vargas Vasconcelos Vega Velasco Velásquez Vera Vidal Vieira Villalba Villanueva Villegas Wagner Walker Wallace Ward Watson
    Weber Wilson Wood Wright Yáñez Zambrano Zamora Zapata Zárate Zhang Zimmermann Zúñiga O’Connor McDonald Al-Hassan D’Angelo""".split()
)
_PLACE_NAMES = tuple(sorted(p.title() for p in PLACES if p.isalpha() and len(p) > 3))
_TAILED = (
    "de la Fuente",
    "da Silva",
    "dos Santos",
    "de Souza",
    "del Río",
    "de los Ríos",
    "van der Meer",
    "von Brandt",
    "De la Torre",
    "Da Costa",
    "Di Marco",
)


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language that titles, journals, publishers and phrases are made of."""

    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]
    topics: tuple[str, ...]
    places: tuple[str, ...]
    joins: tuple[str, ...]
    journals: tuple[str, ...]
    publishers: tuple[str, ...]
    cities: tuple[str, ...]
    institutions: tuple[str, ...]
    months: tuple[str, ...]
    access: tuple[str, ...]
    accessed: tuple[str, ...]
    conjunction: str
    within: str
    editors: tuple[str, ...]
    thesis: tuple[str, ...]
    congress: tuple[str, ...]
    reports: tuple[str, ...]


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


SPANISH = Vocabulary(
    nouns=_split("la integración|el regionalismo|los gobiernos locales|la política exterior|la ayuda|el desarrollo|las redes|la gobernanza|el agua|la vivienda|la salud pública|el federalismo|las cuencas|los puertos|la frontera|el comercio|la memoria|la enseñanza|el trabajo|las ciudades|la deuda|el riego|los bosques|la vacuna|la diplomacia|el turismo|los archivos|el café|la minería|las mujeres|los jóvenes|el transporte|la energía|los ríos|la escuela|el suelo|la lengua|la tierra|el crédito"),
    adjectives=_split("comparada|regional|reciente|agraria|posliberal|municipal|urbana|rural|andina|triangular|técnica|descentralizada|horizontal|contemporánea|estatal|pública"),
    topics=_split("una mirada crítica|lecciones y desafíos|balance y perspectivas|un estudio de caso|apuntes para un debate|teoría y práctica|entre la crisis y el cambio|actores, agendas e instrumentos|aportes desde el sur|una agenda pendiente|elementos para su análisis|hacia un nuevo enfoque|evidencia de cinco municipios|avances, límites y retos|una revisión de la literatura|historia de un desencuentro"),
    places=_split("en América Latina|en el Cono Sur|en la Argentina|en México|en los Andes|en Colombia y el Perú|en el Mercosur|en Centroamérica, 1990-2005|durante el siglo XX|en el Caribe|en Chile (1973-1990)|en la cuenca del Plata|de la Patagonia"),
    joins=_split("y|en|frente a|ante|como instrumento de|para|desde|contra|: un análisis de|sin"),
    journals=_split("Revista de Estudios del Sur|Cuadernos de Geografía|Anales de Política Comparada|Revista Andina de Ciencia Política|Estudios Territoriales|Nueva Frontera|Revista Iberoamericana de Economía|Temas y Debates Regionales|Perfiles del Caribe|Boletín de Historia Agraria|Sociedad y Región|Pensamiento Austral|Papeles de Trabajo|Revista Mexicana de Historia Urbana|Ciencia y Territorio|Agua y Sociedad|Rev Austral Salud Publica|Salud Regional|Arena Pública|El Cotidiano Andino|Investigación Municipal"),
    publishers=_split("Ediciones del Sur|Editorial Austral|Fondo Editorial Andino|Siglo Nuevo Editores|Universidad del Litoral|Biblos Sur|Prometeo Andino|Paidós Norte|Ediciones Trilce Sur|Universidad Nacional de la Costa|El Colegio del Norte|Catarata Alta|Icono|Tecnos Sur|Centro de Estudios del Plata|FLAS|CELS|Alianza Austral|Instituto de Estudios Rurales"),
    cities=_split("Buenos Aires|Madrid|Ciudad de México|México|México, D. F.|Bogotá|Lima|Santiago|Santiago de Chile|Montevideo|Quito|Barcelona|Caracas|San José|La Paz|Rosario|Córdoba|Medellín|La Habana|Sevilla"),
    institutions=_split("Comisión de Desarrollo Regional|Ministerio de Relaciones Exteriores|Instituto Nacional de Estadística y Censos|Secretaría General de la Cuenca|Banco de Fomento del Sur|Organización de Ciudades del Litoral|Consejo de Municipios|Programa de Apoyo a las Regiones|Red de Ciudades del Agua|Naciones Unidas|Fundación Carlota|Gobierno de la Provincia|Observatorio del Territorio|Comisión Económica para las Islas (CEPI)|REDSUR|CODEX|Agencia Andina de Cooperación|República de Chile|Instituto de Agua, Saneamiento y Vivienda|Consejo Nacional de Ciencia y Letras|Secretaría de Agricultura, Pesca y Riego|PLINIO EL MENOR|HESÍODO|Virgilio|Diario Austral"),
    months=_split("enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|may.|oct"),
    access=_split("Disponible en|Recuperado de|Disponible en línea|Consultado en|En línea|en|Disponible en:|Recuperado el 3 de mayo de 2014 de|URL|Dirección"),
    accessed=_split("Consultado el {d} de {m} de {y}|[Consulta: {d} de {m} de {y}]|[Fecha de consulta: {d} de {m} de {y}]|Acceso: {d}/{n}/{y}|[citado {d} {m} {y}]|[consultado el {d} de {m} de {y}]|Fecha de acceso: {d} de {m} de {y}|[Último acceso: {m} de {y}]"),
    conjunction="y", within="En", editors=_split("(coord.)|(coords.)|(comp.)|(comps.)|(ed.)|(eds.)|(Eds.)|(Ed.)|(dir.)|(editores)|coord.|editores"),
    thesis=_split("Tesis de doctorado|Tesis doctoral|Tesis de maestría|[Tesis de Maestría]|(Tesis de doctorado)|Tesis de grado"),
    congress=_split("Congreso Nacional de Geografía|VII Jornadas de Sociología|Seminario Internacional sobre Ciudades|XII Congreso de Ciencia Política|Simposio de Historia Regional"),
    reports=_split("Documento de trabajo n.º {k}|Serie Estudios, núm. {k}|Documentos de Trabajo, {k}|(Serie Políticas, {k})|Informe técnico|Cuaderno {k}"),
)  # fmt: skip
PORTUGUESE = Vocabulary(
    nouns=_split("a integração|o regionalismo|os governos locais|a política externa|a ajuda|o desenvolvimento|as redes|a governança|a água|a habitação|a saúde coletiva|o federalismo|as bacias|a fronteira|o comércio|a memória|o ensino|o trabalho|as cidades|a dívida|os arquivos|o café|a mineração|as mulheres|o transporte|a energia|os rios|a escola|a leitura|a informação|o câncer infantil|a gestação"),
    adjectives=_split("comparada|regional|recente|agrária|municipal|urbana|rural|trilateral|técnica|descentralizada|contemporânea|pública|brasileira|periférica|digital"),
    topics=_split("um olhar crítico|lições e desafios|balanço e perspectivas|um estudo de caso|notas para um debate|teoria e prática|entre a crise e a mudança|atores e agendas|uma agenda pendente|por um novo enfoque|análise bibliométrica|uma revisão integrativa|fatores associados|o caso de três municípios"),
    places=_split("no Brasil|na América Latina|no Nordeste|em São Paulo|na Amazônia|no Mercosul|em Portugal, 1960-1985|no século XXI|em Moçambique|no Rio Grande do Sul|nas capitais brasileiras"),
    joins=_split("e|em|diante de|como instrumento de|para|desde|: uma análise de|sem|na perspectiva de"),
    journals=_split("Revista Brasileira de Estudos Regionais|Cadernos de Geografia do Sul|Ciência e Território|Perspectivas em Arquivo|Saúde e Região|Cad Saude Regional|Rev Bras Politicas|Estudos do Atlântico|Novos Rumos|Em Debate|Boletim Mineiro de História|Revista Paulista de Administração|Informação & Território|Acta Amazonica de Letras|Encontros do Livro|Tempo e Espaço"),
    publishers=_split("Editora do Sul|Zahir|Editora da Universidade do Norte|Civilização Nova|Contexto Aberto|EdUNI|Vozes do Campo|Companhia do Livro|UNESP-Sul|Fundação Alexandre|Polén|IPEAL|Cortês|Universidade Federal do Planalto|Abrasul"),
    cities=_split("São Paulo|Rio de Janeiro|Brasília|Brasília, DF|Porto Alegre|Belo Horizonte|Campinas|Lisboa|Coimbra|Recife|Salvador|Curitiba|Florianópolis|Marília|Porto"),
    institutions=_split("Instituto Brasileiro de Geografia e Estatística|Ministério das Relações Exteriores|Agência Brasileira de Cooperação|Conselho Nacional de Arquivos|Associação Brasileira de Municípios|Brasil|Sociedade Brasileira de Rios|Universidade Federal do Planalto|Manual de Lisboa|Conselho Nacional de Desenvolvimento Agrário e Pesqueiro|Associação de Arquivos, Museus e Bibliotecas|OVÍDIO|Horácio"),
    months=_split("jan.|fev.|mar.|abr.|maio|jun.|jul.|ago.|set.|out.|nov.|dez.|janeiro|março|setembro"),
    access=_split("Disponível em|Disponível em:|Disponível em|Acesso em|Disponível na internet|Recuperado de"),
    accessed=_split("Acesso em: {d} {m} {y}|Acesso em {d} {m} {y}|Acesso em: {d} de {m} de {y}|[citado em {y} {m} {d}]|Acessado em {d}/{n}/{y}"),
    conjunction="e", within="In", editors=_split("(org.)|(orgs.)|(Orgs.)|(coord.)|(ed.)|(eds.)|org.|editores"),
    thesis=_split("Tese (Doutorado em Ciência Política)|Dissertação (Mestrado em Geografia)|[Teses de Doutorado]|Tese de Doutorado|Dissertação de mestrado"),
    congress=_split("Encontro Nacional de Pesquisa em Rios|Congresso Brasileiro de Municípios|Simpósio de Arquivos|Encontro de Geógrafos"),
    reports=_split("Texto para discussão, n. {k}|(Nota Técnica, nº {k})|Relatório de pesquisa|(Cadernos de Atenção, {k})"),
)  # fmt: skip
ENGLISH = Vocabulary(
    nouns=_split("regional integration|local governments|foreign policy|development aid|city networks|water governance|public health|federalism|river basins|borders|trade|memory|teaching|labour|cities|debt|archives|mining|women|transport|energy|rivers|schools|citation patterns|knowledge organization|childhood cancer|gestational diabetes|soil erosion|forest loss|diplomacy"),
    adjectives=_split("comparative|regional|recent|agrarian|municipal|urban|rural|trilateral|technical|decentralized|contemporary|public|peripheral|global"),
    topics=_split("a critical view|lessons and challenges|a case study|notes for a debate|theory and practice|between crisis and change|actors and agendas|an unfinished agenda|toward a new approach|a systematic review|evidence from five towns|a population-based study|what do we know?|concepts, structure, and use"),
    places=_split("in Latin America|in Brazil|in the Andes|in Mexico, 1980–2000|in the global South|in West Africa|in Spain|in the twentieth century|in China and the United States|from below"),
    joins=_split("and|in|versus|as an instrument of|for|of|on|without|: an analysis of|under"),
    journals=_split("Journal of Regional Studies|Latin American Review|International Journal of Cities|Third World Papers|World Economy Letters|Geography Quarterly|Global Governance Notes|Health & Region|J Clin Reg Med|Am J Rural Health|Int J Cancer Res|BMJ South|Knowledge Systems|Information Processing Letters|Annals of Public Policy|River Research|The Southern Review|Water Policy Studies|PLoS Two"),
    publishers=_split("Northgate University Press|Routley|Southfield|Palgrove|Oxbow University Press|MIT Papers|Springfield|Elsmere|University of Norland Press|Sage South|World Institute|Ashford|Academic Hall|Penguin South"),
    cities=_split("London|New York|Cambridge|Oxford|Chicago|Washington, D.C.|Washington|Geneva|Paris|Boston|Philadelphia|Toronto|Berlin|Amsterdam|Cambridge, MA|Frankfurt am Main"),
    institutions=_split("World Fund|United Nations|Organisation for Regional Development|National Science Council|Southern Cities Network|World Bank|American Rivers Association|Centers for Water Control|International Agency for Soil|European Commission|Department of State|UNDP|OECD|Nordic Rivers, Ports and Coasts Organization|Committee on Soil, Water and Climate|Panel of River Study Groups|Harbour Analytics|R Core Group|Livy"),
    months=_split("January|February|March|April|May|June|July|August|September|October|November|December|Jan.|Aug"),
    access=_split("Available from|Available at|Retrieved from|Available from:|URL|Accessed at|Retrieved May 3, 2014, from"),
    accessed=_split("Accessed {m} {d}, {y}|Cited: {m} {d}, {y}|[cited {y} {m} {d}]|(accessed {d} {m} {y})|Access on: {d} {m} {y}"),
    conjunction="and", within="In", editors=_split("(ed.)|(eds.)|(Eds.)|(Ed.)|editors|eds.|(editors)"),
    thesis=_split("PhD thesis|Doctoral dissertation|Master’s thesis|(Doctoral dissertation)|PhD diss."),
    congress=_split("Proceedings of the Conference on Rivers|International Symposium on Cities|Annual Meeting of the Regional Association"),
    reports=_split("Working Paper {k}|Working paper no. {k}|(Discussion Paper {k})|Technical report"),
)  # fmt: skip
LANGUAGES = (SPANISH, SPANISH, SPANISH, PORTUGUESE, PORTUGUESE, ENGLISH, ENGLISH)


_JURISDICTIONS = (
    "Brasil",
    "BRASIL",
    "México",
    "MÉXICO",
    "Argentina",
    "Portugal",
    "São Paulo (Estado)",
    "Chile",
    "Colombia",
)
_BODIES = (
    "Ministério da Saúde",
    "Ministerio de Obras",
    "Secretaría de Salud",
    "Congreso Nacional",
    "Lei n. 9.999, de 5 de maio de 1999",
    "Ministério do Meio Ambiente",
    "Secretaria de Vigilância",
)
_PROPER = (
    "Gabriela Ferrán",
    "Aurelio Montt",
    "Paulo Nobre",
    "Andes",
    "Patagonia",
    "Unión Austral",
    "Web of Letters",
    "CODEX",
    "REDSUR",
    "Amazonas",
    "Marx",
    "Bolívar",
)
_LETTERS = "ABCDEFGHIJLMNOPRSTVZ"


def invent_jurisdiction(rng: random.Random) -> tuple[str, str]:
    """A state and one of its bodies, as laws and ministries are listed: the state is the author."""
    return rng.choice(_JURISDICTIONS), rng.choice(_BODIES)


def invent_city(rng: random.Random, words: Vocabulary) -> str:
    """A place of publication: listed, or a town nobody knows, with its State or river."""
    if rng.random() < 0.65:
        return rng.choice(words.cities)
    one, two = rng.choice(_SURNAMES), rng.choice(_SURNAMES)
    shapes = (
        one,
        f"San {one}",
        f"Villa {one}",
        f"Ciudad {one} de {two}",
        f"{one}/{two}",
        f"{one}, {two[:2].upper()}",
        f"{one}, {two[:2]}",
        f"Nueva {one}",
        f"{one} am {two}",
        f"Santa {one}",
        f"Ciudad de {one}",
        f"{one}, {two}",
        f"Ciudad Autónoma de {one} {two}",
        f"Distrito de {one}",
    )
    return rng.choice(shapes)


def invent_journal(rng: random.Random, words: Vocabulary) -> str:
    """A journal: listed, abbreviated, one word, or with a subtitle."""
    roll = rng.random()
    if roll < 0.5:
        return rng.choice(words.journals)
    noun = rng.choice(words.nouns).split()[-1].title()
    if roll < 0.62:
        return noun
    if roll < 0.76:
        heads = ("Am", "J", "Int J", "Rev", "Ann", "Cad", "Acta", "Eur J", "Clin", "N Engl J", "Bol")
        tails = ("Med", "Geogr", "Hist", "Salud", "Soc", "Econ", "Public Health", "Polit", "Obstet", "Cancer", "Sci")
        return f"{rng.choice(heads)} {rng.choice(tails)}" + (f" {rng.choice(tails)}" if rng.random() < 0.4 else "")
    if roll < 0.84:
        return f"{noun}, {rng.choice(words.nouns).split()[-1].title()} {'&' if rng.random() < 0.3 else words.conjunction} {rng.choice(words.nouns).split()[-1].title()}"
    if roll < 0.92:
        return f"{noun}{rng.choice((': ', '. '))}{rng.choice(words.journals)}"
    return f"{noun} {words.conjunction} {rng.choice(words.adjectives)}"


def invent_family(rng: random.Random) -> str:
    """A family name: single, compound, hyphenated or with particles."""
    roll = rng.random()
    one, two = rng.choice(_SURNAMES), rng.choice(_SURNAMES)
    if roll < 0.08:  # Santos, Lindsay, Martin
        return rng.choice(_GIVEN)
    if roll < 0.12:  # Malta, Toledo, Lima
        return rng.choice(_PLACE_NAMES)
    if roll < 0.58:
        return one
    if roll < 0.78:
        return f"{one} {two}"
    if roll < 0.87:
        return f"{one}-{two}"
    tailed = rng.choice(_TAILED)
    return f"{one} {tailed}" if roll < 0.92 else tailed


def invent_given(rng: random.Random) -> str:
    """One to four given names."""
    return " ".join(rng.sample(_GIVEN, rng.choice((1, 1, 1, 2, 2, 2, 3, 4))))


def invent_title(rng: random.Random, words: Vocabulary) -> str:
    """A title, often with a subtitle after a colon or a full stop."""
    noun, other = rng.sample(words.nouns, 2)
    parts = [noun]
    if rng.random() < 0.4:
        parts.append(rng.choice(words.adjectives))
    if rng.random() < 0.6:
        parts += [rng.choice(words.joins), other]
    if rng.random() < 0.5:
        parts.append(rng.choice(words.places))
    title = " ".join(parts).replace(" :", ":")
    if rng.random() < 0.5:
        if rng.random() < 0.7:
            title += ": " + rng.choice(words.topics)
        else:
            topic = rng.choice(words.topics)
            title += ". " + topic[0].upper() + topic[1:]
    title = title[0].upper() + title[1:]
    title = _disturb_title(rng, words, title)
    if rng.random() < 0.08:
        title = "¿" + title.rstrip("?") + "?" if words is SPANISH else title.rstrip("?") + "?"
    if words is ENGLISH and rng.random() < 0.25:
        title = " ".join(
            w if w in {"of", "and", "in", "the", "on", "a", "as", "an", "from"} else w[0].upper() + w[1:]
            for w in title.split()
        )
    return title


def _disturb_title(rng: random.Random, words: Vocabulary, title: str) -> str:
    """A title as titles are: short, with brackets, quotations, years, names, lists, dashes, numerals."""
    roll = rng.random()
    if roll < 0.12:
        short = rng.choice(words.nouns).split()[-1]
        return short.title() + rng.choice(
            ("", "", " I", " I - V", " " + rng.choice(words.adjectives), " completas", f" {rng.randint(1990, 2020)}")
        )
    first, _, rest = title.partition(" ")
    code = "".join(rng.choice(_LETTERS) for _ in range(rng.randint(2, 5)))
    shapes = (
        f"{title} ({code})", f"{title} ({rng.randint(1950, 1990)}-{rng.randint(1991, 2020)})", f"{title} ({rng.randint(1950, 2020)})",
        f"{first} ({code}) {rest}", f"{first} ({rng.choice(words.nouns)}) {rest}", f"{title} “{rng.choice(words.topics)}”", f"“{first}” {rest}",
        f"{title}: {rng.choice(_PROPER)} {words.conjunction} {rng.choice(_PROPER)}", f"{rng.choice(_PROPER)} {words.conjunction} {title[0].lower()}{title[1:]}",
        f"{title}, {rng.randint(1950, 1990)}-{rng.randint(1991, 2020)}", f"{title}, {rng.choice(words.nouns)} {words.conjunction} {rng.choice(words.nouns)}",
        f"{title} – {rng.choice(words.topics)}", f"{title} - {code} - {rng.randint(1990, 2020)}", f"{title}/{rng.choice(_PROPER)}", f"{title}, {rng.randint(1990, 2020)}",
        f"{title} {rng.choice(_PROPER)}", f"{code}: {title[0].lower()}{title[1:]}", f"{rng.randint(1990, 2020)} {title}", f"{title} ({code}) {words.conjunction} {rng.choice(words.nouns)}",
        f"{title} in {rng.choice(_PROPER)}, {rng.choice(_PROPER)}", f"{title} ({rng.choice(words.nouns)} {rng.randint(1950, 1999)}-{rng.randint(2000, 2020)})",
        f"{title}, with its {code}&{rng.choice(_LETTERS)} {rng.choice(words.adjectives)}", f"{title}? {rng.choice(words.topics)}", f"{title}? {rng.choice(words.topics).capitalize()}",
        f"{title}, {rng.choice(_PLACE_NAMES)}, {rng.choice(_PLACE_NAMES)}, {rng.randint(1990, 2020)}", f"{title} {words.conjunction} {rng.choice(_PROPER)}, {rng.choice(_PLACE_NAMES)}", f"{rng.randint(100, 9999)}.0 - {title}",
    )  # fmt: skip
    return rng.choice(shapes).strip() if roll < 0.5 else title
