"""Names and principles in other fields of cooperation (culture, trade, science, migration, relief), beside what only looks like them."""

import pytest
from entity_cases import annotate, show_spans

ALL = frozenset({"ORG", "TREATY", "PRINCIPLE"})
FOUND = [
    "La [Cinemateca del Caribe] y la [Filmoteca de la Universidad de Guayaquil] restauraron nueve películas con fondos del [Programa Ibermedia].",
    "El [Instituto Cubano del Arte e Industria Cinematográficos] ([icaic]) envió dos copias a la [Escuela Internacional de Cine y Televisión de San Antonio de los Baños].",
    "La {Convención sobre la Protección y Promoción de la Diversidad de las Expresiones Culturales} fue ratificada por once países de la región.",
    "El {Convenio de Lagunillas} y el {Acuerdo de Florencia} eximen de aranceles a los libros.",
    "La [Orquesta Juvenil de los Andes], nacida en Cuenca, toca cada año en la sede de la [Secretaría General de la Comunidad Andina].",
    "Según el artículo 3 del {Protocolo Modificatorio del Tratado de Montevideo de 1980}, las listas son revisables.",
    "La [Cámara de Comercio Árabe-Brasileña] y la [Bolsa de Cereales de Rosario] firmaron un {Memorándum de Entendimiento sobre Comercio de Granos}.",
    "La {Decisión 563} de la [Comunidad Andina] y la {resolución 1456 (2012)} regulan el tránsito de mercancías.",
    "El {Acuerdo sobre el Sistema de Preferencias Comerciales entre Países del Sur} ({aspcs}) apenas movió el comercio.",
    "La [Compañía Petrolera del Delta] ([copedel]) vendió su parte a [Petrocaribe].",
    "En 1998 la [Agencia Espacial Brasileña] y la [Academia China de Tecnología Espacial] lanzaron el primer satélite del programa.",
    "El [Centro Latinoamericano de Física] ([claf]), con sede en Río de Janeiro, becó a doscientos jóvenes.",
    "Los equipos del [Observatorio Pierre Auger] y del [Laboratorio Nacional de Luz Sincrotrón] comparten datos.",
    "La [Red Iberoamericana de Ciencia y Tecnología para el Desarrollo] ([cyted]) publicó su {Plan Estratégico 2016-2020}.",
    "El {Acuerdo de 1974 sobre Cooperación Científica entre la Argentina y la India} preveía becas, que nunca se pagaron.",
    "La {Convención de 1951 sobre el Estatuto de los Refugiados} y su {Protocolo de 1967} siguen siendo la base del asilo.",
    "La {Declaración de Cartagena sobre los Refugiados} amplió la definición; el {Plan de Acción de Brasil} la retomó.",
    "El {Acuerdo sobre Residencia para Nacionales de los Estados Partes del Mercosur} permite vivir dos años en otro país.",
    "La {Convención Internacional sobre la Protección de los Derechos de Todos los Trabajadores Migratorios y de sus Familiares} no la ratificó ningún país de destino.",
    "El [Servicio Jesuita a Refugiados] y la [Pastoral de la Movilidad Humana] abrieron albergues en la frontera.",
    "La conferencia sobre migraciones no tiene tratado ni sede, pero sí una secretaría a cargo de la [oim].",
    "Los voluntarios argentinos y la [Media Luna Roja de Túnez] levantaron el hospital de campaña.",
    "El {Marco de Sendai para la Reducción del Riesgo de Desastres} sustituyó al {Marco de Acción de Yokohama}.",
    "La [Oficina de Coordinación de Asuntos Humanitarios] ([ocha]) pidió ayuda a la [Agencia Caribeña para el Manejo de Emergencias ante Desastres].",
    "La [Brigada Simón Bolívar] y el [Batallón de Ingenieros del Ejército de Chile] despejaron los caminos.",
    "El {Estatuto} del fondo y la {Resolución A/RES/46/182} prohíben el uso de escoltas armadas.",
    "La [Sociedad Nacional de la Cruz Roja Colombiana] llegó con agua antes que nadie: un gesto de <solidaridad> entre vecinos.",
    "Los alcaldes hablaron de trato <igualitario> y de ayuda <recíproca>, aunque el puente lo pagó un solo lado.",
    "La biblioteca de Oruro presta a la de Puno y la de Puno a la de Oruro, en <beneficio mutuo>.",
    "Nada obliga a repartir <equitativamente> las horas de satélite, pero se hace.",
    "Las dos escuelas de danza se <complementan>: una pone el repertorio, la otra los teatros.",
    "Los ministros aprobaron por <consenso> la lista de bienes; el delegado de Chad habló de <soberanía> sobre los archivos.",
    "El taller fue <eficaz> y barato, dijo la directora de la [Fundación Puentes del Níger].",
    "La marcha de las mujeres y el [Frente Polisario] enviaron observadores.",
    "La [Zimbabwe Smallholder Organic Farmers Forum] ([zimsoff]) y la [Confédération Paysanne] se sumaron al intercambio.",
    "La [Empresa Brasileña de Investigación Agropecuaria] ([embrapa]), a través de [Embrapa] África, abrió una oficina en Acra.",
    "El [Movimiento de Afectados por Represas] ([mab]) escribió que «a <solidariedade> dos povos não se compra nem se vende, mas se constrói todos os dias».",
    "La [Universidad de las Indias Occidentales] y el [Instituto de Salud Pública Anuradha Rao] crearon la maestría.",
    "En el {Comunicado Conjunto de Yaundé} los firmantes de la {Carta Africana de la Juventud} reiteran su apoyo al [Banco Africano de Desarrollo].",
    "La {Ley 1465 de 2011}, la {Ley Orgánica de Movilidad Humana} y el {Decreto Supremo 1514} amparan a quien retorna.",
]
TRAPS = [
    "La Orquesta, el Museo y la Escuela comparten un mismo edificio desde 1999.",
    "La Bienal de La Habana y el Festival Panafricano de Argel reunieron a pintores de tres continentes.",
    "El Tratado fue discutido durante dos días; el Protocolo, apenas una tarde.",
    "Su carta a los ministros no obtuvo respuesta, y el plan de 2012 quedó en un cajón.",
    "El Ministro de Cultura y la Directora de Archivos viajaron a Bamako.",
    "El museo de la ciudad y la cámara de comercio local firmaron el convenio de 1994.",
    "El virus de inmunodeficiencia humana (VIH) y la enfermedad por virus del Ébola (EVE) exigieron respuestas distintas.",
    "El Producto Interno Bruto (PIB) de Benín y el Índice de Desarrollo Humano (IDH) subieron a la vez.",
    "La Resolución del conflicto tardó años; la Ley del más fuerte se impuso.",
    "En Acuerdo con sus vecinos, la isla cerró el puerto.",
    "El Estado Plurinacional de Bolivia y la República Centroafricana no enviaron delegados.",
    "El Consenso de Washington y el Plan Marshall son las dos comparaciones habituales.",
    "Los Objetivos de Desarrollo Sostenible (ODS) piden alianzas; los ODS no dicen cuáles.",
    "El horizonte visual y la línea horizontal del cuadro ordenan la composición.",
    "La eficacia del repelente fue menor de lo previsto, y la autonomía del dron no pasó de veinte minutos.",
    "El Foro de Dakar de 2000 y la Cumbre de Abuya cerraron el ciclo.",
    "La Unión entre los pueblos, escribió el poeta, es cosa de poetas.",
    "El Sur Global, la Gran Colombia y el Tercer Mundo aparecen en todos los discursos.",
    "Los Jefes de Estado y los Pueblos Indígenas pidieron lo mismo: tiempo.",
    "El crédito tiene garantía solidaria y un apéndice con información complementaria.",
]
INSTRUMENTS = [
    # a number of four digits is no year where `de` is missing
    "La {resolución 1948 (2011)} y la {ley 1985} siguen vigentes; la resolución de 1948, no.",
    # letters, strokes and dots in a number; the Union's initials before it
    "El {Reglamento B/REG.7/03/2010}, el {Acto Adicional A/SA.3/06/12} y el {Reglamento (UE) 2012/88} coinciden.",
    # the year inside the name, and alone
    "El {Acta de 1978 del Convenio de Semillas} y la {Convención de 1961} se citan juntas.",
    "El {Tratado de Montevideo de 1960} no es el otro.",
    # years or a number make a plan that very plan
    "El {Plan de Acción 2014}, el {Plan Estratégico 2010-2015} y el Plan de Acción se votaron.",
    # a decision with a name
    "La {Decisión para la Creación del Instituto de Puertos} encarga los estatutos; la Decisión del Consejo, no.",
    # a name runs on through a relative clause, possessives and `Todas las`
    "La {Declaración sobre los Derechos de los Pescadores y de Otras Personas que Viven en las Islas} fue leída.",
    "El {Protocolo sobre Acceso a los Semilleros y Reparto en los Frutos que se Obtengan de su Cultivo} es largo.",
    "La {Convención contra Todas las Formas de Despojo} y el {Convenio relativo a los Archivos} no obligan.",
    # and ends before a place, a body, a meeting
    "La {Carta de los Puertos} en Lima, la {Declaración sobre Pesca} en la Cumbre y el {Convenio de Riego} a Perú.",
    # `Marco` with a place or three nouns, no first name
    "El {Marco de Acción de Itapé} y el {Marco de Cooperación para la Pesca Artesanal} rigen; Marco Ruiz y el Marco Lógico, no.",
    # a short form in capitals, whatever stands before it
    "Según su {Estatuto}, según este {Estatuto}; según su estatuto.",
    # a number with its year
    "El {Acuerdo 07 de 2012} y la {Ley 40 de 2011} lo permiten; el acuerdo de 2012 con 7 socios, no.",
    # `como` in a name
    "Citó la {Proclama del Litoral como Zona de Pesca Libre} y el {Acuerdo de Puertos} como prueba.",
    # two instruments that share a noun
    "los {Protocolos de Itapé} y {Lobería}, los {Tratados de Lima} y {Quito}",
    "el {Acuerdo de Comercio y Pesca} y los {Acuerdos de Riego y Comercio}",
    # doctrines whatever their noun
    "El Plan Marshall y el Consenso de Beijing son otra cosa.",
]
ORGANISATIONS = [
    # heads of other fields
    "La [Fábrica Nacional de Redes] ([fanare]), la [Brigada Médica Luisa Ortega] y los Astilleros.",
    "La [Orquesta de Cámara del Delta], la [Radio Comunitaria Itapé] y la [Bolsa de Valores de Lima] la apoyan.",
    "Tenía una Bolsa de Estudios en Pesca y una Brigada de apoyo; el Cuerpo Médico y el Archivo callan.",
    # an acronym tied to a place
    "La [Oficina Conjunta unasur-Surinam] cerró; [unasur] no.",
    # persons united, without an article
    "Trabajó con [Vecinos del Mundo] y con [Médicos sin Fronteras]; los Vecinos del Mundo y unos Ingenieros Agrónomos, no.",
    # a name in a language that is none of ours, with its initials
    "El [Tamulka Jedra Sangha] ([TJS]) vino; el [TJS] volvió.",
    # what initials explain need not be an organisation
    "La Escala de Riesgo Costero (ERC) y la Encuesta Nacional de Puertos (ENP) se usan; la ENP mide.",
    # French
    "El [Réseau des Pêcheurs de l’Afrique de l’Ouest] y la [Confédération des Paysans du Nord] firmaron.",
    "El Comité Editorial y la Unión no firmaron.",
    # forums by number and year are meetings
    "El III Foro de Puertos y el Foro de Itapé de 2009 fueron breves; el [Foro de Puertos del Sur] sigue.",
    # nobody explains the acronym, but it speaks
    "La [KTU] denunció el reparto; dos delegados de la [KTU] firmaron. El PIB creció y la ONG firmó.",
    # two organisations, the second of which has a country after it
    "El [Comité del Delta contra la Sed] y Caritas Senegal compartieron depósito.",
    # a system of any kind is none
    "El Sistema de Información Geográfica (SIG) sirvió de base; el SIG, también.",
    # bare nouns after `a`, `ante`, `con`
    "El [Servicio Lacustre a Refugiados], el [Fondo de Ayuda ante Sequías] y el [Consejo de Personas con Discapacidad] callan.",
    "La [Agencia del Lago] a Pilar Ruiz y la [Agencia del Lago] en Lima.",
]
PRINCIPLES = [
    "un aprendizaje <recíproco> y una ayuda <recíproca>; en <apoyo mutuo>",
    # what is quoted in another language has that language's words
    "Escribió «a <solidariedade> não se mede por toneladas» y, en casa, «<solidaridad> entre vecinos de la costa».",
    'Dijo: "they wanted <self-reliance> and nothing else from the others".',
    # a title in quotation marks is too short to tell
    "El libro «Solidarity Now» circuló.",
    # remedies, crosses of plants, sureties
    "la eficacia de los aceites contra la polilla; cruzamientos recíprocos de maíz; un aval solidario",
    "la <eficacia> de la cooperación contra el hambre",
]


@pytest.mark.parametrize("shown", FOUND + TRAPS + INSTRUMENTS + ORGANISATIONS + PRINCIPLES)
def test_other_fields(shown: str) -> None:
    assert show_spans(annotate(shown)[0], ALL) == shown


def test_two_instruments_of_one_noun_have_their_own_ids() -> None:
    (block,) = annotate("los Protocolos de Itapé y Lobería")
    assert [entity.id for entity in block.entities or ()] == ["protocolo-itape", "protocolo-loberia"]
