"""Closed word lists of the entity rules, without accents: head nouns, prepositions, places, words that make a mention generic."""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


ORG_HEADS = _words(
    """academia agencia alcaldia alianca alianza alternativa asamblea assembleia asociacion associacao autoridad autoridade
    ayuntamiento banco biblioteca caja camara catedra centro club coalicao coalicion colegio comision comissao comite
    comites comisiones companhia compania comunidad comunidade confederacao confederacion consejeria consejo conselho
    consorcio contraloria controladoria cooperativa coordenacao coordenadora coordinacion coordinadora corporacion
    corporacao corte defensoria departamento dependencia direccion direcao diretoria division ejercito empresa escola
    escuela exercito faculdade facultad federacao federacion fiscalia fondo foro forum fundacao fundacion fundo gerencia
    gobernacion grupo hospital iglesia igreja iniciativa institucion instituto intendencia internacional junta laboratorio
    liga mancomunidad mesa ministerio mision missao movimento movimiento municipalidad museo museu observatorio oficina
    operacion organismo organizacao organizacion parlamento partido patronato plataforma policlinica prefeitura
    procuraduria programa rectorado red rede registro secretaria secretariado servicio servico sindicato sistema
    sociedad sociedade subsecretaria superintendencia tribunal uniao union unidad universidad universidade
    viceministerio fraternidad hermandad cancilleria vicepresidencia delegacion congregacion comando confraternidad
    aerolinea aerolineas agrupacion archivo armada astillero astilleros batallon bloque bolsa brigada cinemateca colectivo conservatorio
    contingente cuerpo diocesis estacion fabrica ferrocarriles filmoteca frente fuerza guardia laboratorios mutual obispado orquesta
    pastoral petroleos planetario politecnico radio refineria sanatorio teatro televisora espacio mercado television yacimientos
    administracion administracao articulacion articulacao cabildo catedra circulo comisionado diputacion ente fideicomiso nucleo relatoria"""
)
"""Spanish and Portuguese nouns that open the name of an organisation; plurals only where a name has one."""
DEFINED_HEADS = _words("casa central circuito conferencia mecanismo polo puerto reunion reuniao")
"""Nouns that open an organisation's name where an acronym in brackets follows it."""
WEAK_HEADS = _words("sistema registro internacional unidad grupo mesa departamento caja division mision operacion delegacion comando "
                    "dependencia fraternidad hermandad corte iniciativa gobernacion sociedad centro archivo bloque bolsa cuerpo fuerza "
                    "guardia estacion radio teatro colectivo contingente pastoral mutual brigada espacio mercado television administracion administracao "
                    "articulacion articulacao catedra circulo ente nucleo")  # fmt: skip
"""Heads that open as many other things: they need a preposition and a common noun, or two capitals, after them."""
APPOSED_HEADS = _words(
    "programa red rede fundacion fundacao mision missao plataforma consorcio foro forum instituto grupo banco iniciativa"
)
"""Heads that may be in lower case directly before a proper name: `programa urb-al`."""
BARE_HEADS = _words("organizacion organizacao ong empresa consultora oscip cooperativa naviera firma asociacion")
"""Nouns in lower case that announce a name but do not belong to it: `la organización BetterWorld`."""

RED_CROSS = frozenset({("cruz", "roja"), ("cruz", "vermelha"), ("media", "luna", "roja"), ("crescente", "vermelho")})
"""Emblems that are the name of the bodies that bear them."""
PERSONS_UNITED = _words(
    """abogados abuelas agricultores agronomos amigos amigas arquitectos artesanos bibliotecarios bomberos campesinos ciudades economistas
    educadores escritores farmaceuticos hermanos hermanas ingenieros jovenes juristas madres maestros medicos mujeres musicos parteras
    payasos periodistas pescadores psicologos reporteros telefonistas trabajadores trabajadoras vecinos veterinarios"""
)
"""Plurals that, in capitals and without an article, open a name: `Médicos sin Fronteras`."""

TREATY_HEADS = _words(
    """acta ata acuerdo acordo acuerdos acordos protocolo protocolos convencion convencao convenio convenios tratado tratados carta
    estatuto estatutos declaracion declaracao decision decisao resolucion resolucao ley lei decreto constitucion constituicao
    memorandum memorando pacto codigo reglamento regulamento ordenanza plan plano agenda compromiso compromisso directiva
    consenso comunicado marco manifiesto llamamiento reglamentos estrategia hoja acto enmienda convenciones tratados
    proclama documento directrices principios lineamientos"""
)
"""Nouns that open the name of an instrument."""
WEAK_TREATIES = _words("marco estrategia hoja acto enmienda llamamiento manifiesto")
"""Nouns that open as many other things: a proper name, a number or three nouns must follow them."""
PLACED_TREATIES = _words("documento directrices principios lineamientos")
"""Nouns that only a place, or a name that no language knows, makes an instrument: `Documento de Nairobi`."""
BARE_TREATIES = _words("estatuto estatutos constitucion constituicao")
"""Instruments that an article and a capital alone make a name: `el Estatuto`."""

EN_ORG_HEADS = _words(
    """academy administration agency alliance assembly association authority bank board bureau center centre chamber coalition college commission
    committee commonwealth community confederation congress consortium corporation council court department directorate
    division facility federation forum foundation fund group hospital initiative institute institution league ministry
    mission movement nations network observatory office organisation organization parliament partnership platform programme
    program school secretariat secretary service society trust tribunal union university"""
) - _words("secretary service")
EN_TREATY_HEADS = _words(
    """accord agenda agreement charter consensus constitution convention covenant declaration protocol resolution statute treaty act
    memorandum pact"""
)

PREPOSITIONS = _words("de del do da dos das para por pela pelo sobre contra pro")
ARTICLES = _words("el la los las lo o a os as")
RARE_PREPOSITIONS = {
    "en": _words("investigacion investigaciones estudios formacion posgrado postgrado educacion especializacion maestria doctorado capacitacion"),
    "em": _words("pesquisa pesquisas estudos formacao educacao mestrado doutorado"),
    "a": _words("amparo apoyo apoio ayuda ajuda asistencia assistencia atencion acceso acesso promocion servicio fomento lucha"),
    "al": _words("apoyo ayuda asistencia atencion acceso promocion servicio fomento"),
    "con": _words("cooperacion"),
    "entre": _words("cooperacion cooperacao tecnica economica intercambio intercambios alianza dialogo encuentro"),
    "sin": _words("medicos arquitectos ingenieros reporteros periodistas veterinarios payasos bibliotecarios trabajadores"),
}  # fmt: skip
"""Prepositions that join a name only after certain nouns."""
ANDS = _words("y e and &")
BEFORE_HEADS = _words("nuevo nueva novo nova gran alto alta benemerita pontificia real")
"""Adjectives that, in capitals, belong to the name whose head noun follows: `Nueva Alianza para …`."""

GENERIC = _words(
    """ejecutivo ejecutiva executivo executiva directivo directiva diretivo diretiva tecnico tecnica general geral permanente superior
    consultivo consultiva consultor asesor asesora assessor academico academica plenario plenaria pleno interno interna mixto mixta
    tematico tematica organizador organizadora especial regional local civil social historico publico publica privado
    privada trabajo trabalho internacional nacional nacionales ampliado ampliada provisional provisoria provisorio editorial
    cientifico cientifica municipal gestor gestora coordinador coordinadora rector rectora evaluador evaluadora electoral
    urbano urbana universitario universitaria estatal federal provincial departamental ordinaria ordinario extraordinaria
    executive technical general steering advisory standing regional local international national board working joint
    sur norte sul oriental occidental este oeste mayor menor academicos propio propia anual bienal empresarial"""
)
"""Adjectives that leave a name generic where nothing else follows its head: `el Comité Ejecutivo`."""
NOT_NAMES = frozenset(
    tuple(name.split())
    for name in (
        "sociedad civil", "sociedade civil", "comunidad internacional", "comunidade internacional", "centro historico",
        "grupo de trabajo", "comunidad autonoma", "universidad publica", "sistema internacional", "sistema interamericano",
        "red social", "civil society", "international community", "comunidad epistemica", "sociedad internacional",
        "sistema mundial", "sistema multilateral", "unidad academica", "centro urbano", "grupo focal", "red global",
        "banco de semillas", "sistema educativo", "mesa redonda", "estado plan", "plan de trabajo", "plan de estudios",
        "plan de negocios", "carta magna", "acta de reunion", "sociedad del conocimiento", "sociedad de la informacion",
        "sistema de informacion", "sistema de informacion geografica", "sistema de gestion", "sistema de monitoreo",
        "sistema de informacao geografica",
    )
)  # fmt: skip
DOCTRINES = frozenset(
    tuple(name.split())
    for name in (
        "consenso de washington", "consenso posterior a washington", "post consenso de washington", "consenso de beijing",
        "consenso de pekin", "consenso de pequim", "consenso de los commodities", "consenso de las commodities",
        "consenso das commodities", "washington consensus", "post washington consensus", "beijing consensus",
        "commodities consensus", "consenso de brasilia", "consenso keynesiano", "plan marshall", "estado plurinacional",
    )
)  # fmt: skip
"""What looks like an instrument and is a doctrine: no entity at all."""

PLACES = _words(
    """argentina bolivia brasil brazil chile colombia ecuador equador guyana paraguay peru surinam uruguay venezuela mexico guatemala
    honduras nicaragua panama salvador belice cuba haiti dominicana jamaica trinidad barbados bahamas espana portugal francia
    italia alemania inglaterra europa africa asia america americas oceania caribe canada china india japon corea rusia turquia
    iran irak israel egipto marruecos argelia tunez senegal benin ghana nigeria angola mozambique sudafrica kenia etiopia
    tanzania uganda mali niger togo camerun congo vietnam indonesia malasia filipinas tailandia australia iberoamerica
    latinoamerica sudamerica suramerica centroamerica norteamerica mesoamerica eurasia pacifico atlantico amazonia patagonia
    montevideo asuncion santiago lima quito bogota caracas habana brasilia washington ginebra bruselas paris madrid
    londres roma berlin beijing pekin moscu tokio lisboa barcelona rosario sevilla york haya viena davos bandung accra nairobi
    spain france germany italy england egypt morocco
    abuja afganistan albania alemanha andorra ankara arequipa armenia austria azerbaiyan bahrein bangkok bangladesh belgica bielorrusia
    birmania bosnia botsuana botswana brunei bulgaria burundi busan cairo cali camaroes camboya cartagena catar chad chequia chipre
    cochabamba comoras cordoba croacia curazao curitiba cusco cuzco dakar delhi dinamarca doha dominica dubai durban egito emiratos eritrea
    eslovaquia eslovenia estambul estonia esuatini ethiopia finlandia fiyi gabon gambia georgia grecia guadalajara
    guayaquil guine guinea hanoi harare hungria irlanda islandia jakarta japao jordania kampala kazajistan kenya kigali kirguistan kiribati
    kosovo kuwait laos lesotho lesoto letonia libano liberia libia liechtenstein lituania luanda lusaka luxemburgo macedonia
    madagascar malaui malawi maldivas malta managua manila maputo marrocos mauritania medellin micronesia mocambique moldavia mongolia
    montenegro monterrey namibia nauru nepal noruega oman pakistan palaos palestina philippines poland polonia pretoria quenia rabat
    recife ruanda rumania russia samoa serbia seul seychelles shanghai singapore singapur siria somalia suazilandia sudan suecia suica suiza
    suriname sweden switzerland tayikistan tegucigalpa teheran thailand timor tonga tunisia turkey turkmenistan tuvalu ucrania ukraine
    uzbekistan valparaiso vanuatu vietna yakarta yemen yibuti zambia zimbabue zimbabwe"""
)
"""Names of places: a coordination does not run on into one of them."""
CONTINENTS = _words("africa america americas asia europa oceania caribe iberoamerica latinoamerica centroamerica mesoamerica")
PLACE_PAIRS = frozenset(
    tuple(name.split())
    for name in (
        "estados unidos", "united states", "reino unido", "united kingdom", "costa rica", "puerto rico", "el salvador", "buenos aires",
        "nueva york", "new york", "nueva zelanda", "sri lanka", "arabia saudita", "cabo verde", "sierra leona", "burkina faso",
        "rio de", "porto alegre", "belo horizonte", "la habana", "la paz", "la plata", "republica dominicana", "south africa",
        "nueva delhi", "new delhi", "san jose", "san juan", "san salvador", "santo domingo", "puerto principe", "puerto espana", "port of",
        "addis abeba", "adis abeba", "santa cruz", "la haya", "ouro preto", "punta del", "ciudad del", "vina del", "hong kong",
    )
)  # fmt: skip
PLACES_AFTER_AND = _words("caribe pacifico caribbean pacific oriente antartida iberoamerica oceania")
"""Places that close a pair in names: `América Latina y el Caribe`, `Asia y el Pacífico`."""
EVENT_HEADS = _words(
    """cumbre cupula conferencia conference congreso congresso congress seminario seminar coloquio reunion reuniao meeting summit encuentro
    encontro jornada jornadas simposio symposium taller workshop feria festival"""
)
CONCEPT_HEADS = _words(
    """ayuda ajuda aid indice index objetivo objetivos objetivo metas producto produto product tecnologia tecnologias paises pais countries
    tasa impuesto deficit estado estados ley bienes derechos direitos rights area zona region regioes modelo teoria enfoque
    analisis metodo derecho direito producto valor proyecto projeto project proyectos pequenas pymes empresas organizaciones
    organizacoes organizations organisations sociedades gobiernos sistemas redes universidades grupos centros virus
    enfermedad sindrome investigaciones recursos cadena cadenas goals development south gross foreign direct official
    segunda primera guerra tercer revolucion nuevo nueva novo nova orden comercio libre politica politicas capital"""
)
"""First words of what an acronym stands for where that is no organisation; nouns in -ción, -dad, -miento and -ismo are none either."""
