"""The words that tell in which sense a principle's name is meant, as stems; Spanish, Portuguese and English."""

from __future__ import annotations

from surco.entities.stems import stem_words

MACHINES = stem_words(
    """batería pila panel paneles solar boya dron lancha embarcación barco buque autobús bus vehículo coche carro automóvil motoniveladora
    motor tanque tableta celular servidor módem sensor bomba turbina generador transformador lámpara bombilla luminaria colector
    hidráulica térmica eléctrica mecánica luminosa volumétrica fotovoltaica vuelo moneda estimador algoritmo vacuna
    antirretroviral fármaco medicamento tratamiento ensayo dosis inmunización plaguicida insecticida fungicida fertilizante herbicida
    desinfectante error estrato regresión enfermedad battery engine vaccine drug vehicle pump fuel statistical estimator
    treatment robot satélite antena marcador bateria vacina medicamento motor tratamento doença disease acumulador caldera
    refrigerador electrodoméstico catalizador anticuerpo extracto repelente antibiótico larvicida biopesticida mosquitero mascarilla
    suero antídoto filtro abono pesticida clínico terapéutico"""
)
"""Things and measures: beside them `autonomía` or `eficacia` belongs to another trade."""
GEOMETRY = stem_words(
    """terraza tramo tubería tabique corredor señalización visibilidad exactitud meta línea barra eje plano disposición pantalla menú
    posición formato trazo superficie losa viga muro pared cañería pozo fosa talud escala visual resolución precisión gráfico
    histograma columna fila concentración segregación propiedad copropiedad desigualdad perforación fractura celda tabla carril
    linha barra eixo axis line bar plane position inequality merger drilling transferencia movilidad desplazamiento
    ascendente sección techo ventana estante cuerda palo ángulo distancia aceleración fuerza transmisión"""
)
"""Beside these `horizontal` is a direction in space, on paper or in a trade's own sense."""
TEXTUAL = stem_words(
    """formulario gráfico lista número patente ajuste anexo apéndice nota documentación documento información dato bibliografía lectura
    almuerzo materia curso asignatura actividad servicio impuesto pensión seguro jornada alimentación medicina terapia ángulo color
    tabla cuadro figura expediente disposición norma ley protocolo reglamento enmienda crédito bien bienes mercancía insumo
    entrevista pregunta análisis fuente material examen formación crítica testimonio archivo registro ficha decreto resolución acuerdo
    excepción producto construcción método técnica estudio encuesta muestra lei documentação informação dado pesquisa data information
    material medicine reading method analysis ingreso salario prueba observación"""
)
"""Nouns beside which `complementario` means no more than added."""
COMPLETED = stem_words(
    """análisis dato datos información entrevista encuesta método metodología observación revisión fuente estudio investigación lectura
    formulario documento documentación cuadro tabla gráfico dieta alimentación salario ingreso nota bibliografía muestra cuestionario
    análise dados informação entrevista pesquisa data analysis interview survey information perspectiva capítulo cualitativo
    cuantitativo qualitativo quantitativo concepto noción argumento definición teoría"""
)
"""What is completed where nobody cooperates."""
RELATIONAL = stem_words(
    """relación relação relações relation vínculo lazo trato asociación associação partnership cooperación cooperação cooperation
    colaboración colaboração collaboration intercambio intercâmbio exchange diálogo dialogue red rede network alianza aliança alliance
    esquema manera forma modo way carácter lógica naturaleza nature character espíritu spirit articulación vinculación dinámica
    modalidad participación gestión comunicación aprendizaje ayuda asistencia coordinación solidaridad gobernanza organización
    estructura trabajo modelo model principio principle criterio valor fortaleza capacidad saber conocimiento economía economia rol
    función papel actor esfuerzo ventaja recurso acción mecanismo política agenda experiencia socio partner país pueblo estado nación
    gobierno municipio ciudad institución instrumento estrategia programa proyecto iniciativa objetivo interés competencia habilidad
    especialización tarea cadena industria producción mercado perfil potencialidad oferta necesidad tecnología visión enfoque
    aporte proceso capacity skill resource effort role integración integration sociedad foro unión contribución base sentido
    convivencia regla norma encuentro práctica instancia espacio mirada dimensión perspectiva medio recursos equipo países países
    países parceiro parceria vínculos relações capacidades esforços ações"""
)
"""Nouns for how actors act and relate, and for what they bring."""
GIVING = stem_words(
    """beneficio ventaja ganancia provecho utilidad interés ayuda apoyo asistencia aprendizaje enriquecimiento fortalecimiento colaboración
    cooperación intercambio solidaridad compromiso auxilio socorro servicio don prestación obligación concesión aceptación confirmación
    benefício vantagem ganho proveito utilidade interesse ajuda apoio assistência aprendizagem aprendizado enriquecimento fortalecimento
    colaboração cooperação intercâmbio solidariedade benefit advantage gain help aid support assistance learning interest exchange
    cooperation strengthening enrichment commitment provechos"""
)
EFFECTIVE = stem_words(
    """cooperación cooperação cooperation ayuda ajuda aid asistencia assistência assistance colaboración instrumento mecanismo herramienta
    ferramenta solución respuesta apoyo apoio partnership development gestión gestão management tool mechanism response uso"""
)
EQUAL = stem_words(
    """estado estados país países socio socios partes soberana jurídica trato nación naciones pueblo pueblos miembro miembros contraparte
    contrapartes condiciones soberano states countries partners parties nations members cooperación horizontalidad reciprocidad
    solidaridad footing pie plano parceiros nações povos membros cooperation"""
)
LAW = stem_words(
    "voz verbo crédito pronombre causalidad sufijo arancel garantía tarifa cruzamiento cruza ecuación translocación trasplante tono "
    "inverso pronoun tariff crossing translocation equation"
)
PERSONS = stem_words(
    """persona personas pessoa pessoas individuo individuos mujer mujeres mulher mulheres paciente pacientes alumno alumnos estudiante
    estudiantes docente docentes trabajador trabajadores trabalhadores juez jueces niño niños joven jóvenes adulto adultos anciano
    usuario usuarios cuerpo corporal women woman people individual individuals student students worker workers children patients
    mayores discapacidad profesor profesores médico lector artista sujeto sujetos"""
)
SCHOLARS = stem_words(
    """literatura autor autores estudioso estudiosos especialista especialistas experto expertos investigador investigadores analista
    analistas académico académicos academia bibliografía científico científicos historiografía definición terminología scholar scholars
    literature authors academic academics economista economistas autores pesquisadores definition definitions
    médico clínico diagnóstico epistemológico epistemic epistemological científica teórico conceptual"""
)
ABOUT_WORDS = stem_words(
    """palabra palavra término termo term vocablo aparición apariciones adjetivo expresión voz word sinónimo entrada etiqueta acepción rótulo
    acompaña aparece ocurrencia ocurrencias busca"""
)
DATES = stem_words(
    "plaza calle avenida paseo estatua batalla himno hotel guerra firma monumento rua praça street square"
)
FINANCE = stem_words("aval bono crédito deuda emisor fondo garantía préstamo riesgo título bond debt fund credit risk dívida empréstimo")
"""What a State owes or owns, `soberano` in the bankers' sense."""
TAXES = stem_words("impuesto tributo tributario fiscal tarifa arancel gravamen imposto tax predial")
"""What is levied with an equity of its own, `horizontal` or `vertical`."""
TEMPORAL = stem_words("desde tras después hasta antes durante since after before until depois após até")
BE = stem_words(
    """ser es son sea sean era eran fue fueron sido siendo sería serían estar está están parece parecen como muy más tan menos poco
    dice dicen llama llaman llamó llamaron denomina proclama declara presenta chama
    são foi sejam be is are was were been being more very as considera consideran vuelve vuelven vuelto"""
)
MODES = stem_words("manera forma modo maneira")
PRINCIPLES = stem_words(
    "principio principios valor valores criterio criterios principle principles pilar pilares princípio princípios values"
)
UNITS = stem_words(
    """% hora horas h minuto minutos día días dia dias mes meses año años ano anos kilómetro kilómetros km metro metros milla millas nudos
    kwh segundo segundos semana semanas grado vatios hour hours day days month months year years mile miles minutes percent ciento cento"""
)
NUMBERS = stem_words(
    """un una dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta cuarenta cincuenta sesenta cien
    two three four five six seven eight nine ten twelve dois duas quatro sete oito nove dez"""
)
SKIPPED = stem_words(
    """de en a y o e u or , para por con sin su sus of in the que se lo muy más tan menos more most un una uno cada ambos esa esta ese este
    between entre and to com em um uma"""
)
FOUGHT = stem_words("contra frente against")
"""After these stands what a remedy works on: `la eficacia del extracto contra el gorgojo`."""
