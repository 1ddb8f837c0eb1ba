"""Organisations and instruments: `[…]` marks an organisation, `{…}` an instrument; rows without marks must stay without."""

import pytest
from entity_cases import annotate, show_spans, strip_spans

from surco.entities.acronyms import Named
from surco.entities.annotate import _keep_longest

ORGANISATIONS = [
    "La [Agencia Brasileña de Cooperación] ([abc]) y el [Fondo de las Naciones Unidas para la Infancia] ([unicef]) firmaron en 2009 un memorando.",
    "El [Programa Mundial de Alimentos] ([pma]) y la [Organización de las Naciones Unidas para la Alimentación y la Agricultura] ([fao]) apoyan el programa de alimentación escolar.",
    "Según el [Ministerio de Relaciones Exteriores de Chile], la iniciativa depende de la [Agencia de Cooperación Internacional de Chile] ([agci]).",
    "En 2006 se creó el [Foro de Diálogo India, Brasil y Sudáfrica] ([ibsa]) y en 2009 los [brics] celebraron su primera cumbre en Ekaterimburgo.",
    "La [Universidad Nacional de Quilmes], la [Universidad de Buenos Aires] y el [Instituto de Investigaciones Gino Germani] coordinaron el estudio.",
    "El [Banco Nacional de Desarrollo Económico y Social] ([bndes]) financió la obra.",
    "La Conferencia de Bandung de 1955 y la Conferencia de las [Naciones Unidas] de 1978 marcaron hitos.",
    "El [Movimiento de Países No Alineados] y el [Grupo de los 77] pidieron un nuevo orden.",
    "La [Escuela Latinoamericana de Medicina] ([elam]), en La Habana, formó a miles de médicos; la [elam] cerró en 2010.",
    "La [Red de Investigadores del Agua del Altiplano y los Valles] nació en Oruro.",
    "La [Organización del Tratado de Cooperación Amazónica] ([otca]) reúne a ocho países.",
    "La iniciativa fue propuesta por la [Confederación Sindical de Trabajadores del Altiplano] y la [Coordinadora de Mujeres Rurales], con apoyo de [Oxfam].",
    "El [Fondo Fiduciario Pérez-Guerrero para la Cooperación Sur-Sur] financió el proyecto.",
    "La [Unión Europea] y América Latina negociaron; la [Comisión Europea] y Brasil firmaron un acuerdo.",
    "El [Consejo Económico y Social de las Naciones Unidas] y la [Asamblea General de las Naciones Unidas] lo discutieron.",
    "La [Comisión Económica para América Latina y el Caribe] ([cepal]) y la [Comisión Económica para África] publicaron informes.",
    "El [Centro de Estudios sobre la Cooperación y el Desarrollo de Cabo Verde] abrió en Praia.",
    "El [Sistema Económico Latinoamericano y del Caribe] ([sela]) organizó un taller.",
    "En el marco de la [oea] y la [aladi], los ministros acordaron la creación de un fondo.",
    "La [Fundación Ford], el [Banco Interamericano de Desarrollo] ([bid]) y la [Corporación Andina de Fomento] ([caf]) cofinanciaron el estudio.",
    "El [bid] aportó tres millones y la [caf] uno.",
    "La [Secretaría General Iberoamericana] ([segib]) publica el Informe de la Cooperación Sur-Sur en Iberoamérica.",
    "La [segib] y el [pnud] coinciden en la definición.",
    "La [Agencia de Cooperación Internacional del Japón] ([JICA]) y la [EMBRAPA] enviaron técnicos.",
    "La [Empresa Brasileña de Investigación Agropecuaria] ([Embrapa]) abrió una oficina en Acra; [Embrapa] trabaja con la [Unión Africana].",
    "El [Banco del Sur] y el [Banco de Desarrollo de China] compiten con el [fmi] y el [Banco Mundial].",
    "La [Dirección General de Relaciones Internacionales del Gobierno de la Ciudad de Buenos Aires] coordina los convenios.",
    "La [Municipalidad de Rosario] y la [Intendencia de Montevideo] intercambiaron técnicos.",
    "La [Misión Milagro] operó a miles de pacientes, y el [Programa Médicos de Barrio] fue su complemento.",
    "El [Instituto de Cooperación Económica Internacional] ([ICEI]) sostiene lo contrario.",
    "En la sede del [Parlamento del mercosur], los delegados del [parlasur] votaron.",
    "La [Alianza Cooperativa Internacional] y la [Unión de Ciudades Capitales Iberoamericanas] ([ucci]) nacieron antes.",
    "La coordinación entre el [Ministerio de Agricultura, Ganadería y Pesca] y el [Instituto Nacional de Tecnología Agropecuaria] ([inta]) fue fluida.",
    "El [Observatorio de Cooperación Descentralizada Unión Europea-América Latina] publica un anuario.",
    "La [Comisión Mixta Permanente Argentina-Angola] se reunió en Luanda.",
    "El [Comité de Ayuda al Desarrollo] ([cad]) de la [ocde] revisó las cifras; el [cad] no incluye a China.",
    "La [Facultad de Ciencias Políticas de la Universidad Central del Ecuador] acogió el seminario.",
    "La [fiocruz] y el [Instituto Oswaldo Cruz] formaron técnicos en Maputo.",
    "Los ministros de la [unasur] crearon el [Instituto Suramericano de Gobierno en Salud] ([isags]); el [isags] tiene sede en Río de Janeiro.",
    "El [Consejo Suramericano de Salud], o [unasur-Salud], aprobó un plan quinquenal.",
    "Durante la IV Conferencia de Alto Nivel sobre la Eficacia de la Ayuda, celebrada en Busan, la [ocde] cedió.",
    "En el XII Congreso Latinoamericano de Salud Pública, organizado por la [Asociación Latinoamericana de Medicina Social], se debatió el tema.",
    "El Premio Nobel de la Paz fue para el [Programa Mundial de Alimentos].",
    "La [Liga de Municipios Costeros] ([limuco]) pagó; la [limuco]-[pnud] editó.",
    "La [New Development Bank] y el [Asian Infrastructure Investment Bank] prestan sin condiciones.",
    "El [Nuevo Banco de Desarrollo] prestó mil millones.",
    "El [Consorcio Nordeste] y la [Mancomunidad del Norte Paceño] son ejemplos.",
    "El [Centro Latinoamericano y Caribeño de Demografía] ([celade]) publicó la serie.",
    "La [Federación Nacional de Cafeteros de Colombia] exportó su modelo a Etiopía.",
    "El [Grupo de Río] y el [Grupo de Contadora] mediaron en la crisis.",
    "La [Comunidad Económica de los Estados de África Occidental] y la [Comunidad de Desarrollo de África Austral] ([sadc]) observan.",
    "La [Comunidad del Caribe] ([caricom]), la [Asociación de Estados del Caribe] y el [Sistema de la Integración Centroamericana] ([sica]) enviaron delegados.",
    "El [sica] y la [caricom] no votaron.",
    "La [Cooperativa de Vivienda Nuevo Amanecer], la [Cámara de Comercio de Guayaquil] y el [Sindicato de Trabajadores de la Caña] adhirieron.",
    "El [Hospital Clínico Quirúrgico Hermanos Ameijeiras] recibió a los pacientes.",
    "La [Oficina de las Naciones Unidas para la Cooperación Sur-Sur] ([unossc]) y la [Dependencia Especial para la Cooperación Técnica entre Países en Desarrollo] colaboran.",
    "La [Conferencia de las Naciones Unidas sobre Comercio y Desarrollo] ([unctad]) publica el informe anual.",
    "La [Iniciativa para la Integración de la Infraestructura Regional Suramericana] ([iirsa]) y el [cosiplan] planificaron los ejes.",
    "El [Tribunal Permanente de Revisión del mercosur] falló en 2012.",
]
INSTRUMENTS = [
    "La Cumbre de la [Comunidad de Estados Latinoamericanos y Caribeños] celebrada en La Habana aprobó la {Declaración de La Habana}.",
    "El {Protocolo de Ushuaia} y el {Tratado de Asunción} son anteriores; el {Protocolo de Ouro Preto} fijó la estructura.",
    "La [Secretaría de Cooperación Internacional del Ministerio de Salud] elaboró el {Plan Nacional de Salud 2010-2015}.",
    "La {Ley N° 27.692} creó la [Agencia Peruana de Cooperación Internacional] ([apci]), y el {Decreto Supremo 015-92-PCM} la reglamentó.",
    "El {Decreto Legislativo 719} y la {Ley 1151 de 2007} fijaron las reglas.",
    "Según las {resoluciones 1514 (XV)} y {2625 (XXV)}, la libre determinación es un derecho.",
    "La {Resolución A/RES/64/222} recoge el {Documento final de Nairobi}.",
    "La {Constitución de 1999} y el {Estatuto} de la red reconocen este derecho.",
    "El {Acuerdo de Cooperación en Materia de Salud entre Cuba y Bolivia} fue firmado en 2006; el Acuerdo incluye becas.",
    "El artículo 4 de la {Carta de las Naciones Unidas} y la {Declaración Universal de los Derechos Humanos} lo prohíben.",
    "La [Organización para la Cooperación y el Desarrollo Económicos] mide la {Agenda de Acción de Accra}.",
    "El {Memorándum de Entendimiento entre Brasil e India} y el {Convenio Básico de Cooperación Técnica} siguen vigentes.",
    "La [Organización Internacional del Trabajo] ([oit]) aprobó el {Convenio 169} y la {Recomendación núm. 205}.",
    "Según el art. 12 del {Tratado Constitutivo de la unasur}, las decisiones se toman por consenso.",
    "El {Acuerdo de París} y la {Agenda 2030} cambiaron el marco; la {Agenda 2030} tiene 17 objetivos.",
    "El {Plan de Acción de Lagos} y el {Consenso de Monterrey} son hitos.",
    "El {Código de Conducta de las Redes Andinas} no es vinculante.",
    "La {Carta Democrática Interamericana} y el {Pacto Internacional de Derechos Civiles y Políticos} obligan a los Estados.",
]
OTHER_LANGUAGES = [
    "The [African Union] and the [Economic Community of West African States] ([ecowas]) adopted the {Abuja Treaty}.",
    "The study draws on documents of the [Pan American Health Organization] ([paho]) and the [World Health Organization].",
    "South-South cooperation in Latin America and the Caribbean has grown since the {Buenos Aires Plan of Action} ({bapa}).",
    "The [Ministry of Foreign Affairs of Brazil] and the [Indian Council of World Affairs] signed a memorandum.",
    "O artigo analisa a [Comunidade dos Países de Língua Portuguesa] ([cplp]) e o papel da [Agência Brasileira de Cooperação] ([abc]).",
    "A [Universidade da Integração Internacional da Lusofonia Afro-Brasileira] ([unilab]) recebe estudantes de Angola e Moçambique.",
    "A [Fundação Oswaldo Cruz] ([fiocruz]) e a [Universidade Eduardo Mondlane] criaram o curso de mestrado em ciências da saúde.",
    "O [Ministério das Relações Exteriores] e a [Secretaria de Assuntos Estratégicos da Presidência da República] divergem.",
    "As relações entre o Brasil e a [União Africana] cresceram desde a criação do [Fórum de Diálogo Índia, Brasil e África do Sul] ([ibas]).",
    "O {Tratado de Cooperação Amazônica} e a {Declaração de Belém} tratam do tema.",
    "The [Union of South American Nations] ([unasur]) and the [South American Institute of Government in Health] ([isags]) are studied.",
    "The paper compares the [Brazilian Cooperation Agency] with the [India Development Partnership Administration].",
    "In 2013 the [Ministry of Health of Mozambique] opened a factory with support from [Fiocruz].",
    "The [Bank of the South] and the [Forum for East Asia-Latin America Cooperation] were founded later.",
    "The {Treaty of Tlatelolco} and the {Charter of the United Nations} are cited.",
]
MORE = [
    "El [Programa de Cooperación Sur-Sur en Salud Materna] ([pcsm]) y el [Fondo Argentino de Cooperación Sur-Sur y Triangular] ([fo-ar]) coinciden.",
    "La [Alianza para el Gobierno Abierto] y la [Red Iberoamericana de Oficinas Nacionales de Cooperación] no opinaron.",
    "El [Ministerio del Poder Popular para la Salud] y la [Universidad Andina Simón Bolívar] firmaron el {Convenio de Cooperación Cultural entre la República de Cuba y la República de Angola}.",
    "La {resolución CD51.R4} y las {resoluciones de la Asamblea Mundial de la Salud WHA29.17} y {WHA30.6} la citan.",
    "Las {resoluciones 58/220} y {60/212} de la asamblea, la {Decisión CMC núm. 17/08} y la {Resolución GMC N° 23/02} siguen vigentes.",
    "La {Ley Orgánica de Gobiernos Locales}, el {Decreto 1.234/2005} y la {Ordenanza Municipal 45/99} lo permiten.",
    "Los {Estatutos} de la asociación y el {Reglamento Interno} prevén sanciones.",
    "La «{Declaración de Itá}» y la “{Carta de los Puertos}” se leyeron en voz alta.",
    "El secretario general de las [Naciones Unidas] habló ante la [Asamblea General de la onu].",
    "Los países [brics] y el [Grupo brics] votaron juntos.",
    "El programa de becas, la red de hospitales y el fondo común dependen de la secretaría.",
    "En 1998 la [Unión de Puertos Fluviales] (en adelante, la Unión) tenía doce socios; la Unión creció.",
    "La [Comisión Binacional Argentino-Paraguaya del Río Paraná] ([comip]) administra la presa.",
    "La [Comisión Trinacional del Río Lempa] y la [Autoridad Binacional del Lago Titicaca] ([alt]) hicieron lo propio.",
    "La sede del [Centro Regional de Sismología para América del Sur] está en Lima.",
    "El [Instituto Interamericano de Cooperación para la Agricultura] ([iica]) y el [Instituto Internacional de Investigación sobre Políticas Alimentarias] ([ifpri]) colaboran.",
    "La [Caja de Ahorro y Crédito San Isidro] y la [Cooperativa Agraria Norandino] exportan café.",
    "El entonces presidente del [Banco Central de Bolivia] y el rector de la [Universidad Mayor de San Andrés] firmaron.",
    "La Presidencia de la República, la Vicepresidencia y el Congreso se opusieron.",
    "La [Liga Árabe], la [Unión del Magreb Árabe] y la [Organización de la Unidad Africana] ([oua]) negociaron con la [cee].",
    "Un vocero de la [Cámara de Diputados], dos de la [Corte Suprema de Justicia] y uno del [Tribunal de Cuentas de la Unión] asistieron.",
    "La Red cuenta con una Secretaría Ejecutiva, un Consejo Consultivo y tres Comisiones Temáticas.",
    "La [Mesa de Cooperantes de Haití] y el [Grupo de Amigos de Haití] se disolvieron.",
    "El [Movimiento de los Trabajadores Rurales Sin Tierra] ([mst]) y la [Coordinadora Latinoamericana de Organizaciones del Campo] ([cloc]) fundaron la escuela.",
    "Médicos cubanos llegaron a Haití; [Médicos sin Fronteras] también.",
    "The [Brazil-Africa Institute] and the [Community of Portuguese Language Countries] held a forum in Fortaleza.",
    "The municipalities signed the {Charter of Sister Ports} and created the [Southern Ports Council].",
    "Keywords: South-South cooperation; Haiti; [unasur]; health diplomacy.",
    "Palabras clave: cooperación Sur-Sur; Haití; [unasur]; [Red de Hospitales del Sur].",
    "O [Banco Nacional de Desenvolvimento Econômico e Social] ([bndes]) e o [Ministério da Saúde] apoiaram a fábrica de Maputo.",
    "A {Declaração de Fortaleza} e o {Acordo de Cooperação Técnica} foram assinados pelo [Conselho de Ministros da cplp].",
    "Entre 2003 y 2010 el gobierno de Lula abrió diecinueve embajadas en África; el partido lo celebró.",
]
NOTHING = [
    "Los países menos adelantados (pma) de África no pagan cuota; los pma reciben becas.",
    "La ayuda oficial al desarrollo (aod) cayó, mientras el producto interno bruto (pib) crecía.",
    "El comité de seguimiento y la comisión mixta se reunieron; la Comisión aprobó el informe y el Consejo lo ratificó.",
    "El Estado Nacional y los gobiernos locales participan a través de la Secretaría.",
    "El Comité Ejecutivo y la Asamblea General se reúnen cada año; la Secretaría Técnica prepara las actas.",
    "Las universidades públicas y los bancos de desarrollo regional participan poco.",
    "América Latina y el Caribe, África Subsahariana y el Sudeste Asiático comparten problemas.",
    "El Consenso de Washington y el llamado Consenso de Beijing se oponen.",
    "La cooperación triangular entre Japón, Brasil y Mozambique (ProSavana) fue criticada.",
    "El ministro de Salud de Cuba y el presidente de la República visitaron el hospital.",
    "El Presidente de la República Bolivariana de Venezuela y el Rey de Marruecos asistieron.",
    "La guerra fría dividió al mundo; la Guerra Fría terminó en 1989 y el Tercer Mundo perdió peso.",
    "La Revolución Cubana y el Movimiento 26 de Julio apoyaron la causa.",
    "El proyecto “Puentes del Sur” fue financiado por la universidad.",
    "El Plan incluye tres ejes; el Programa y la Red se coordinan con el Banco.",
    "Los Objetivos de Desarrollo del Milenio (odm) y las tecnologías de la información (tic) figuran en la agenda; los odm vencieron en 2015.",
    "La Zona de Libre Comercio de las Américas (alca) fracasó en Mar del Plata.",
    "La región del Sahel y la cuenca del Plata son distintas.",
    "El Ministerio aprobó el convenio y la Universidad lo firmó.",
    "Los ministerios de Salud de Brasil y Argentina acordaron el calendario.",
    "El gobierno de la India, el gobierno federal y la presidencia pro tempore del bloque coincidieron.",
    "La alianza entre ciudades, la unión de esfuerzos y el consejo de los mayores fueron claves.",
    "La Alianza se reunió en Lima. Programas como este abundan. Universidades de tres países participan.",
    "Escuela de verano, Banco de semillas y Centro de acopio son los tres componentes.",
    "This article examines regional organizations, development banks and civil society networks in the Global South.",
    "Sus miembros son Argentina, Brasil, Paraguay y Uruguay (Estados Parte) y Bolivia (en adhesión).",
    "La Ley exige un informe; la ley vigente, la resolución y el decreto también.",
    "La carta del presidente Chávez a Fidel Castro y el acta de la reunión se perdieron.",
    "El Acta de la sesión y el Plan de trabajo se guardan en el archivo.",
    "María Elena Fondo y Juan Carlos Banco firmaron; la profesora Alba Ruiz llegó al alba.",
    "La cooperación técnica entre países en desarrollo (ctpd) y la cooperación económica entre países en desarrollo (cepd) difieren.",
    # countries, cities and regions are no organisations
    "Argentina, Brasil y los Estados Unidos de América negociaron en Nueva York.",
    "La Patria Grande, el Cono Sur, la Cuenca del Plata y el Sur Global.",
    # generic mentions, even when capitalised
    "La Red, el Foro y la Asamblea aprobaron el documento; este organismo lo publicó.",
    "El Consejo Directivo, el Comité Técnico y la Comisión Mixta se reunieron.",
    "su estatuto, este documento y el Plan lo prevén",
    "la asamblea general de socios y la secretaría ejecutiva",
    # events
    "El Seminario de Paradiplomacia y las Jornadas de Historia se celebraron en Lima.",
    "La III Cumbre de Alcaldes y el IV Encuentro de Intendentes fracasaron.",
    # a head noun that opens a sentence and names nothing
    "Redes como esta abundan. Centro y periferia. Unión o muerte. Banco o caja.",
    # no name inside an address
    "Véase www.banco-mundial.org/unasur y escriba a foro@cepal.org.",
    # doctrines
    "el Consenso de Washington y el post-Consenso de Washington",
    # a word that looks like an acronym, in another sense
    "llegaron al alba del día siguiente y cantaron la misa de alba",
    "quién es quien: los unidos y la casa de todos; el fin de la pac y de la uma",
]


@pytest.mark.parametrize("shown", ORGANISATIONS + INSTRUMENTS + OTHER_LANGUAGES + MORE + NOTHING)
def test_names(shown: str) -> None:
    assert show_spans(annotate(shown)[0]) == shown


# the first texts define, the last one is looked at
DOCUMENTS = [
    # what is defined once holds everywhere, in any case, before and after
    (["La [Red de Puertos del Sur] ([repusur]) nació en 2004.", "Según [REPUSUR] y la [repusur], nada cambió."]),
    (["La [repusur] creció.", "La [Red de Puertos del Sur] ([repusur]) nació en 2004."]),
    # the acronym first, the name in brackets
    (["La [acgo] ([Asociación de Comunas del Golfo]) votó.", "La [acgo] pagó."]),
    # "en adelante", "o"
    (["El [Foro de Provincias Lacustres], en adelante [fopla], votó.", "El [fopla] pagó."]),
    (["El [Foro de Provincias Lacustres] (en adelante, [fopla]) votó.", "El [fopla] pagó."]),
    (["El [Foro de Provincias Lacustres], o [fopla], votó.", "El [fopla] pagó."]),
    # two words
    (["El [Foro de Provincias Lacustres del mercosur] ([fopla mercosur]) votó.", "Votó el [fopla mercosur]."]),
    # a concept is no organisation, whatever the authority file says of the same letters
    (["La Cooperación Sur-Sur (css) y los Países Menos Adelantados (pma) crecen.", "La css y el pma."]),
    # a known word that is an acronym here, and the word itself
    (["La [Comisión de Arte, Salud y Agua] ([casa]) votó.", "La [casa] pagó."]),
    (["La [Red Unida de Salud] ([SUS]) votó.", "La [SUS] presentó sus cuentas."]),
    # the citation after a name gives its acronym
    (["el [Centro de Estudios de Puertos] |(cedep, 2012)| sostiene", "El [cedep] lo niega."]),
    # nothing inside a citation
    (["La [unasur] creció |(unasur, 2008)|."]),
    (["El bloque |(Consejo del Mercado Común, 2004)| decidió."]),
    # instruments have acronyms too
    (["El {Plan de Acción de Itapé} ({pai}) fue votado.", "El {pai} y la {Carta de Itapé}."]),
    # a name in another language in brackets
    (["the [Red de Puertos] ([Andean Ports Network]) met", "la [Andean Ports Network]"]),
    # what a document defines may end a name: `Acta … de la repusur`
    (["La [Red de Puertos del Sur] ([repusur]) nació.", "el {Acta Fundacional de la repusur}"]),
    # two acronyms with a hyphen are two
    (["La [Red de Puertos del Sur] ([repusur]) y el [pnud].", "editó [repusur]-[pnud]"]),
]


@pytest.mark.parametrize("shown", DOCUMENTS)
def test_what_a_document_defines(shown: list[str]) -> None:
    assert [show_spans(block) for block in annotate(*shown)] == shown


# mentions of one organisation or instrument have one id
IDS = [
    ("onu", ["La [ONU] y las [Naciones Unidas]: la [Organización de las Naciones Unidas]."]),
    ("red-puertos-sur", ["La [Red de Puertos del Sur] ([repusur]) nació.", "La [repusur] creció."]),
    ("decision-17-08", ["la {Decisión núm. 17/08} y la {decisión 17/08}"]),
    ("plan-accion-itape", ["El {Plan de Acción de Itapé} ({pai}) fue votado.", "El {pai}."]),
]


@pytest.mark.parametrize(("id_", "shown"), IDS)
def test_one_id_for_all_forms(id_: str, shown: list[str]) -> None:
    found = {entity.id for block in annotate(*shown) for entity in block.entities or ()}
    assert found == {id_}


def test_lists_of_instruments_give_each_its_own_id() -> None:
    (block,) = annotate("las {leyes N° 21.306} y {24.059}")
    assert [entity.id for entity in block.entities or ()] == ["ley-21-306", "ley-24-059"]


def test_sources() -> None:
    (block,) = annotate("La [Red de Puertos del Sur] ([repusur]), la [unasur] y la <solidaridad>.")
    assert [(entity.text, entity.source) for entity in block.entities or ()] == [
        ("Red de Puertos del Sur", "pattern"), ("repusur", "acronym"), ("unasur", "lexicon"), ("solidaridad", "lexicon"),
    ]  # fmt: skip


def test_case_table_reads_its_own_marks() -> None:
    assert strip_spans("la [Red] y la {Carta}") == "la Red y la Carta"


# (names as (first token, token after the last), those that stay)
OVERLAPS = [
    ([(0, 2), (2, 4)], [(0, 2), (2, 4)]),
    ([(0, 2), (1, 4)], [(1, 4)]),
    ([(0, 5), (1, 2), (4, 6)], [(0, 5)]),
    ([(3, 4), (0, 9), (8, 12), (9, 10)], [(0, 9), (9, 10)]),
    # a minute and more while each name was held against all others
    ([(at, at + 2) for at in range(0, 80_000, 2)], [(at, at + 2) for at in range(0, 80_000, 2)]),
]


@pytest.mark.parametrize(("spans", "kept"), OVERLAPS, ids=range(len(OVERLAPS)))
def test_of_names_that_overlap_the_longest_stays(spans: list[tuple[int, int]], kept: list[tuple[int, int]]) -> None:
    names = [Named(start, end, "ORG", None) for start, end in spans]
    assert [(name.start, name.end) for name in _keep_longest(names)] == kept
