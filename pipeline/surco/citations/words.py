"""Closed word lists the citation rules read by: lead-ins, month names, kinds of institution, document, event and law, places."""

from __future__ import annotations

import functools
import unicodedata

PARTICLES = frozenset(
    "de del la las los da das do dos di du des della van von der den ter ten zu zur le st san santa al el y bin ibn".split()
)
"""Words that stand inside a surname in lower case: `Gómez de la Vega`."""
CONNECTORS = PARTICLES | frozenset(
    "para por en e and of for the on sobre a an os as em no na com con to und et".split()
)
"""Words that stand inside the name of an institution or a title."""
ARTICLES = frozenset("el la los las lo un una unos unas o os as um uma the a an al del do da dos das".split())
MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "enero janeiro january ene jan", "febrero fevereiro february feb fev", "marzo março march mar",
            "abril april abr apr", "mayo maio may mai", "junio junho june jun", "julio julho july jul",
            "agosto august ago aug", "septiembre setiembre setembro september sep sept set", "octubre outubro october oct out",
            "noviembre novembro november nov", "diciembre dezembro december dic dez dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

INSTITUTIONS = frozenset(
    """agencia agency academia academy alianza alliance asamblea assembly asociacion association associacao banco bank board
    bureau camara cancilleria center centre centro club college colegio colegiado comision comissao comite commission committee
    companhia comunidad comunidade community confederacion conselho consejo consorcio council corporacion corporation departamento
    department direccion diretoria division ejercito escuela escola facultad faculty federacion federacao federation fondo fundo
    foro forum fund fundacion foundation fundacao gobierno governo government grupo instituto institute institution institucion
    liga ministerio ministry municipalidad naciones nacoes nations network observatorio observatory oficina
    office orden organizacao organizacion organisation organization parlamento parlamento partido plataforma presidencia prefeitura
    procuraduria programa programme program red rede registro secretaria secretariado secretariat sindicato sistema sociedad
    sociedade society subsecretaria superintendencia tribunal union uniao universidad universidade university 
    cooperativa coalicion servicio service""".split()
)
"""Head nouns of institutions, accents off."""
DOCUMENTS = frozenset(
    """anuario anuarios atlas balance boletin censo diagnostico diccionario documento encuesta enciclopedia estudio evaluacion
    guia indice informe informes inventario libro manual memoria memorias panorama perspectivas plano reporte relatorio report
    relatorios revision review survey yearbook handbook guidelines directrices catalogo estadisticas mapa""".split()
)
"""Head nouns of titles that stand for an author: `Informe de la … (2009)`."""
INSTRUMENTS = frozenset(
    """acta acuerdo acuerdos agreement acordo anexo articulo articulos artigo bula carta charter codigo compromiso concordato
    consenso constitucion constituicao constitution convencion convencao convention convenio convenios covenant decision decisiones
    decisao declaracion declaracao declaration declaratoria decreto decretos directiva edicto enmienda estatuto estatutos ley leyes lei
    leis law ordenanza pacto pact plan planes protocolo protocol reglamento regulamento resolucion resoluciones resolucao resolution
    tratado tratados treaty memorandum memorando portaria iniciativa""".split()
)
"""Head nouns of treaties and laws: never an author unless the bibliography says so."""
EVENTS = frozenset(
    """asamblea batalla bienal campeonato coloquio conference conferencia congreso congresso congress coloquio copa crisis cumbre
    cupula dictadura eleccion elecciones encuentro encontro exposicion feria festival foro forum golpe gobierno guerra independencia
    jornada jornadas juegos huracan meeting mundial olimpiadas presidencia primavera proceso reforma reunion revolucion
    revolucao revolution ronda rodada seminario simposio summit taller terremoto war workshop encontro caso plan proyecto
    operacion mandato edicion doctrina isla islas mision enmienda""".split()
)
"""Head nouns of events: `Cumbre de … (2005)` is no citation."""
GATHERINGS = frozenset(
    """asamblea bienal coloquio conference conferencia congreso congress congresso cumbre cupula encontro encuentro exposicion feria
    festival foro forum jornada jornadas meeting reunion ronda seminario simposio summit taller workshop""".split()
)
"""Events that are held at a place: a name and a year in brackets after theirs are where and when."""
LEAD_INS = frozenset(
    """a abaixo according acerca acima actualmente adaptado ademas adicionalmente after agora ahi ahora ainda al algo algunos alli also
    although ambos analogamente and anos ante antes apesar apos apud aqui asi asimismo assim ate aun aunque autor autora autores basado
    because before beside between bien by cabe cada caso cf cfr citado como comparese con conforme conforme consultar contra contudo
    cual cuando da das de debido decia dado desde despues dessa desse deste detras dice diferentemente do dos dr dra drs during durante
    e el ella ellas ellos em embora en enquanto entonces entre entretanto era es esa esas ese eso esos esta estas este esto estos
    estudio ex finalmente following for from frente fue fuente fonte gracias ha hacia hasta hay he her here his hoy however i igualmente in
    incluso ing it its ja la las le lic lo logo los luego mais mas me mediante mg mientras mr mrs ms muchos muy na nao nas nem ni
    no nos nosso notably nuestro nunca o obra of on or os otra otras otro otros outra outro para parte pelo pero pois por porque
    portanto porque posteriormente precisamente primero prof profa profesor profesora professor pues que quien quienes recently
    recientemente retomando sea see segun segundo seguindo sem senor senora ser si sido siendo siguiendo similarly sin since so
    sob sobre sr sra su sus tal tales tambem tambien tampoco tanto then there therefore these they this those though thus to todavia
    todos tras tres u un una under unlike uno unos un varios veanse vease veja ver vid vide the but yet if when where whereas like both many most several such we our further moreover furthermore later early second third
    as indeed thus hence overall elsewhere alem bem uma ja sendo estudos autores vide with while without y ya yo don dona sir
    lord presidente presidenta ministro ministra senador diputado embajador canciller secretario papa rey san dicho dicha el_mismo
    resumen abstract resumo introduccion conclusiones tabla cuadro grafico figura mapa anexo capitulo seccion nota notas table figure
    chart chapter quadro primer primera segunda tercera tercero veintiuno siglo ano anos ciertamente efectivamente coincidiendo
    citando parafraseando siguen dos ambas tanto recordemos veamos tomado elaboracion propia""".split()
)
"""Sentence openers and titles that are no part of a name, accents off."""
NOT_NAMES = frozenset(
    """ano anos antes apartado articulo base bianual calculo capital cifra cifras circa creacion crisis cuadro data dato datos decada
    decadas decreto desde despues dolares diciembre edicion eleccion elecciones enmienda entre epoca estimado estimada estimacion figura
    fecha fundacion fundada fundado gestion gobierno grafico hacia hasta hoy informacion inauguracion inicio invierno in ley leyes lei
    mandato mapa mediados mimeo mimeografo nota numero nacido nacida nace muerto otono page pagina periodo periodos porcentaje
    precios presidencia primavera primer primera primero promedio proyeccion reedicion reforma reimpresion resolucion segunda segundo
    semestre siglo tabla tercera tercer tesis total trimestre ultimo ultima verano version vigente anexo inedito inedita
    desde until since before after from to between circa ca c approx approximately about during table chart figure
    ibid ibidem idem vers projected estimate summer winter spring autumn fall session vol volumen tomo num numero no n f ff ss pp p pag pags cap
    entrevista entrevistas interview interviews entrevistado encuesta firmado firmada aprobado aprobada ratificado ratificada adoptado
    adoptada vigencia signed adopted ratified established founded launched created creado creada iniciado iniciada inaugurado
    actualizado actualizada consultado consultada acceso acessado updated revised revisado revisada publicado publicada published
    escrito escrita filme film pelicula novela album cancion disco serie album obra dirigida dirigido nacimiento muerte
    constantes corrientes year years mes meses mil millon millones billones habitantes personas casos caso muestra
    vuelta ronda fase etapa ciclo curso lustro decenio quinquenio bienio sexenio cuatrienio plan planes pre post ex mandatos
    figure mapa foto imagen fotografia cuadros tablas graficos lamina ilustracion antes primeros fines finales mediado comienzos
    principios cumbre conferencia reunion congreso acuerdo tratado convenio declaracion protocolo guerra golpe""".split()
)
"""Lower-case words that stand before a year in brackets without being an author, accents off."""
CITING_VERBS = frozenset(
    """advierte advierten advirtio adopta advoca afirma afirman afirmaba afirmo agrega agregan agrego alega alegan alerta analiza analizan
    analizo anota anotan apunta apuntan apunto argumenta argumentan argumento argumentava aborda abordan aclara aclaran acota agrupa
    aplica arguye aporta aportan aseguran asegura asevera asocia asume asumen basa busca califica caracteriza caracterizan cita clasifica
    clasifican coincide coinciden comenta comentan compara concibe conciben concluye concluyen concluyo conclui considera consideran
    considero constata constatan constataban critica critican cuestiona cuestionan da dan decia define definen definio define demuestra
    demuestran denomina denominan denomino desarrolla desarrollan describe describen descreve designa destaca destacan destaco desvela
    determina dice dicen diferencia discute discuten dijo distingue distinguen diz documenta documentan elabora emplea encuentra
    encuentran enfatiza enfatizan entiende entienden enumera enumeran escribe escribio especifica estableced establece establecen
    establecio estima estiman estudia estudian estudio evalua evaluan evidencia examina examinan explica explican explicaba explico
    explora expone exponen expreso expresa expresan expuso formula formulan habla hablan hace hacen halla hallo identifica identifican
    identifico ilustra incluye indaga indica indican indico infiere inscribe insiste insisten interpreta interpretan introduce
    investiga juzga lama llama llaman llamo manifiesta manifiestan menciona mencionan mostro mostra muestra muestran narra nombra nota
    notan observa observan observo ofrece ofrecen opina opinan parte parten piensa piensan plantea plantean planteo pone postula
    postulan pondera precisa precisan presenta presentan presento profundiza pronostica propone proponen propuso propos proporciona
    prueba puntualiza realiza realizan recalca recoge recogen recomienda recomiendan reconoce reconocen reconstruye recopila recuerda
    recuerdan refiere refieren refleja reflexiona registra relata releva relevan remarca remarcan reporta reportan resalta resaltan
    resume resumen retoma retoman revela revelan revisa revisan senala senalan senalaba senalo sistematiza sintetiza sintetizan sitúa situa
    sostiene sostienen sostuvo sostenia subraya subrayan sugiere sugieren sugirio sustenta toma tipifica traza ubica usa utiliza
    utilizan ve ven vincula vinculan aponta apontam destacam discutem enfatizam entende entendem identificam indicam mencionam mostram observam
    propoe propoem ressalta ressaltam sugere sugerem sustentam trata apresenta apresentam analisa analisam defende defendem explicam afirmam
    acrescenta registram relatam revelam conceitua salienta argues argue argued asserts claims claim claimed concludes conclude concluded
    considers consider considered contends contend contended defines define defined demonstrates demonstrate demonstrated describes describe
    described discusses discuss discussed emphasizes emphasize examines examine examined explains explain explained explores finds
    find found highlights highlight identifies identify identified indicates indicate maintains mentions notes note noted observes observe
    observed points point pointed posits presents present presented proposes propose proposed recognized reminds reports report reported
    reveals reveal reviews review says say said shows show showed shown states state stated stresses stress suggests suggest
    suggested underlines writes write wrote acknowledges acknowledge analyzed analyzes analyze mapped studied investigated quien quienes
    who whose que cuyo cuya""".split()
)
"""Verbs of reporting that follow or precede a cited author, accents off."""
CITING_LEADS = frozenset(
    """segun para conforme vease veanse ver cf cfr siguiendo retomando citando apud segundo seguindo according following see por con
    como consultar vid vide de a con e y in by as to veja""".split()
)
PLACES = frozenset(
    unicodedata.normalize("NFC", place.strip())
    for place in """africa|alemania|alemanha|america|america central|america del norte|america del sur|america do sul|america latina|
    america latina y el caribe|angola|antigua|arabia saudita|argelia|argentina|asia|asuncion|atenas|australia|austria|bahamas|bandung|
    bangladesh|barbados|barcelona|beijing|belem|belgica|belgrado|belice|belo horizonte|benin|berlin|bogota|bolivia|bonn|botswana|brasil|
    brasilia|brazil|bretton woods|bruselas|buenos aires|bulgaria|burkina faso|busan|cabo verde|cali|camboya|camerun|canada|cancun|caracas|
    caribe|cartagena|cartagena de indias|centroamerica|chad|chile|china|chipre|ciudad de mexico|ciudad del cabo|cochabamba|colombia|
    congo|copenhague|corea|corea del norte|corea del sur|costa de marfil|costa rica|croacia|cuba|cuba y venezuela|curitiba|cusco|cuzco|
    dinamarca|doha|durban|ecuador|ee.uu|eeuu|egipto|egypt|el cairo|el salvador|emiratos arabes unidos|escocia|eslovaquia|eslovenia|espana|
    estados unidos|estados unidos de america|estonia|etiopia|eua|eurasia|europa|europe|fiji|filipinas|finlandia|florianopolis|fortaleza|
    foz de iguazu|foz do iguacu|france|francia|gabon|gambia|georgia|germany|ghana|ginebra|gran bretana|granada|grecia|guatemala|guayaquil|
    guinea|guinea ecuatorial|guyana|haiti|holanda|honduras|hong kong|hungria|iberoamerica|india|indonesia|inglaterra|irak|iran|iraq|
    irlanda|islandia|israel|italia|italy|jamaica|japan|japon|johannesburgo|jordania|kazajistan|kenia|kenya|kuwait|la habana|la paz|
    la plata|laos|latin america|latinoamerica|letonia|libano|liberia|libia|lima|lisboa|lituania|londres|london|los angeles|luxemburgo|
    maastricht|macedonia|madagascar|madrid|malasia|malawi|mali|malta|managua|mar del plata|marrakech|marruecos|mauricio|mauritania|
    medellin|mendoza|mercosul|mexico|miami|mongolia|montego bay|monterrey|montevideo|montreal|moscu|mozambique|myanmar|nairobi|namibia|nepal|
    new york|nicaragua|niger|nigeria|noruega|nueva delhi|nueva york|nueva zelanda|oceania|oman|ottawa|ouro preto|paises bajos|pakistan|
    palestina|panama|paraguay|paris|pekin|peru|polonia|porto alegre|portugal|potosi|puerto rico|punta del este|qatar|quito|
    recife|reino unido|republica checa|republica dominicana|rio|rio de janeiro|roma|ruanda|rumania|rusia|russia|salvador de bahia|
    samoa|san francisco|san jose|san pablo|san salvador|san salvador de jujuy|sao paulo|senegal|serbia|seul|sevilla|shanghai|sierra leona|singapur|siria|
    somalia|south africa|spain|sri lanka|sudafrica|sudamerica|sudan|suecia|suiza|sur|suramerica|surinam|swazilandia|tailandia|taiwan|
    tanzania|tegucigalpa|timor oriental|togo|tokio|toronto|trinidad y tobago|tucuman|tunez|turkey|turquia|ucrania|uganda|united kingdom|united
    states|uruguay|ushuaia|uruguay y paraguay|vaticano|venezuela|viena|vietnam|washington|yemen|yugoslavia|zambia|zimbabue|accra|
    argentina y brasil|oriente medio|medio oriente|mediterraneo|norte|este|oeste|colonia|colonia del sacramento|tercer mundo|urss|
    union sovietica|kioto|kyoto|marruecos|tlatelolco|ayacucho|guadalajara|puebla|veracruz|oaxaca|chiapas|los cabos|sur global|
    geneva|vienna|brussels|moscow|havana|mexico city|rome|seoul|copenhagen|lisbon|athens|cairo|stockholm|the hague|la haya|amberes|milan|munich|hamburgo|zurich|basilea|davos|
    estocolmo|helsinki|oslo|dublin|praga|varsovia|budapest|belen|tel aviv|jerusalen|yakarta|manila|hanoi|nueva deli|new delhi|pretoria|dakar|argel|addis abeba|maputo|luanda|praia|
    guanajuato|jalisco|misiones|chubut|neuquen|entre rios|santa fe|minas gerais|bahia|parana|ceara|amazonas|mina clavero|usuahia|iguazu""".replace(
        "\n    ", ""
    ).split("|")
)
"""Places, accents off: before a year in brackets they are no author unless the bibliography says so."""
SURNAME_PLACES = frozenset(
    "lima mendoza sevilla granada madrid cali medina salvador toledo colonia malta georgia paris london bahia".split()
)
"""Places that are common surnames: in a list of names they count as names."""
PLACE_NOUNS = frozenset(
    """ciudad provincia estado municipio localidad departamento region puerto villa cidade city distrito barrio pueblo partido cuenca
    gobierno presidencia mandato gestion administracion dictadura asuncion eleccion victoria triunfo muerte caida governo presidency""".split()
)
"""Before `de` and a name they make it a place or a ruler, not an author."""
WORK_NOUNS = frozenset(
    """diario periodico revista pelicula novela libro cancion film filme obra teatro album disco cuadro poema cuento serie documental
    drama opera ciudad capital pais rio isla desde hasta en em in at entre between""".split()
)
"""Right before a name they make it a work, a place or a date, unless the name is known."""
PERIODICALS = frozenset(
    """clarin reuters efe afp telam granma infobae reforma excelsior milenio proceso semana pagina/12 pagina infolatam folha estadao
    valor veja expansion ansa notimex prensa dw bbc cnn bloomberg ambito perfil tiempo""".split()
)
"""Newspapers and agencies whose names have no article, accents off."""
NEWSPAPERS = frozenset(
    """chronicle correio correo cronica daily despacho diario gaceta gazeta gazette guardian herald heraldo imparcial informador
    jornal journal listin mail mercurio noticias noticiero observador observer periodico post semanario telegrafo telegraph times
    tribuna tribune""".split()
)
"""Words that open or end the name of a newspaper, accents off."""
PRESS_NOUNS = frozenset(
    """alborada antorcha aurora centinela ciudadano clarin comercio confidencial deber eco economista espectador estandarte estrella
    expreso faro financiero financista folha globo hora independiente jornada litoral mensajero mostrador mundo nacion nacional opinion
    pais patria porvenir portavoz pregon prensa progreso razon siglo sol tiempo tribuno universal universo vanguardia verdad vigia
    vocero voz""".split()
)
"""After an article they open the name of a newspaper, accents off: `La Voz`, `El País`."""
OFFICIAL_PAPERS = frozenset("oficial oficiais oficiales sesiones official legislativo judicial".split())
"""With them a `Diario` or `Gaceta` is the state's, accents off."""


ACRONYMS = frozenset(
    """alba aladi alca apec bid bird brics bndes caf can caricom celac cepal cgiar clacso cnuced ecosoc fao flacso fmi g20 g77 gatt mercosur nafta
    nepad oced ocde oea oecd oei oit olade omc oms onu onudi ops otan otca pnud pnuma prosur sela segib sica tlcan ue unam unasur unctad
    undp unece unesco unfpa unicef usaid""".split()
)
"""Acronyms that a dictionary may list as words and small capitals bring in lower case."""


@functools.lru_cache(maxsize=20000)
def fold(text: str) -> str:
    """The text in lower case without accents, apostrophes made plain.

    >>> fold("Niño’s Ávila")
    "nino's avila"
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFD", text.lower().replace("’", "'").replace("ø", "o").replace("ß", "ss"))
    return "".join(c for c in plain if not unicodedata.combining(c))


@functools.lru_cache(maxsize=20000)
def is_common_word(word: str, languages: tuple[str, ...] = ()) -> bool:
    """Whether a lower-case word is in the dictionary of one of these languages; of Spanish, Portuguese and English without any.

    >>> is_common_word("reuniones"), is_common_word("fodnet")
    (True, False)
    """
    from surco.language import is_known  # heavy: read only where a lower-case author may stand

    return is_known(word, languages) if languages else is_known(word)
