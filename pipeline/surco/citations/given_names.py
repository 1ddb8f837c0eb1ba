"""Given names of Spanish, Portuguese, English, French, German and Italian, to tell `Gloria Anaya` from `Rojas Anaya`."""

from __future__ import annotations

GIVEN_NAMES = frozenset(
    """aaron abel abigail abraham adalberto adam adela adelaida adelina ademar adilson adolfo adrian adriana adriane adrien agatha
    agnes agostina agostinho agustin agustina aida aitor alain alan alana alba alberto albert aldo alejandra alejandro aleksandr
    alessandra alessandro alex alexander alexandra alexandre alexis alfonsina alfonso alfred alfredo ali alicia alice alina aline alison
    allan allen alma almudena alonso altair alvaro amalia amanda amaya ambrosio amelia amparo amy ana anabel anabella anahi analia andre
    andrea andreas andreia andres andrew angel angela angeles angelica angelina angelo anibal anita ann anna anne annette annie
    anselmo anthony antoine antoinette anton antonela antonella antonia antonieta antonio araceli ariadna ariel arlene armando arnaldo arnold
    arthur artur arturo asuncion astrid atilio augusto aurelia aurelio aurora axel azucena baltasar barbara bartolome basilio beatrice
    beatriz belen benedict benedita benito benjamin benoit berenice bernabe bernard bernardita bernardo bernd berta bertha bettina
    betty bianca bibiana blanca bonifacio boris brenda brian brigitte bruce brunella bruno camila camille camilo candela candido
    carina carl carla carlo carlos carlota carmela carmen carol carola carolina caroline cassia catalina catarina catherine cecilia
    celeste celestino celia celina celso cesar charles charlotte chiara christian christiane christina christine christoph christophe
    christopher cintia clara clarisa clarissa claude claudia claudio claus clelia clemencia clemente clotilde concepcion conrado constanza
    consuelo corina cornelia cristian cristiana cristiane cristiano cristina cristobal curt cynthia dagmar daisy damian dan daniel daniela daniele
    danilo dante dario david dean deborah delfina delia denis denise denisse diana didier diego dieter dietmar dina dionisio dirk dolores
    domingo dominique don donald donatella dora doris dorothy douglas duncan duilio edgar edgardo edmund edmundo edna edson eduarda eduardo
    edward edwin efrain elaine elba elena eleonora eliana eliane elias elisa elisabeth elisabete eliseo elizabeth ella ellen elmar eloisa
    eloy elsa elvira elza emanuel emanuele emerson emilia emiliano emilie emilio emily emma emmanuel enrica enrico enrique enriqueta eric
    erica erick erik erika ernest ernesto ernst erwin esmeralda esperanza estanislao esteban estefania estela ester esther etienne
    eugene eugenia eugenio eulalia eva evan evangelina evelia evelyn everardo ezequiel fabian fabiana fabiano fabio fabiola fabricio
    facundo fanny fatima fausto federica federico felicia felicitas felipe felix fermin fernanda fernando fidel filipe filomena fiona flavia
    flavio florencia florent flora florian frances francesca francesco francine francis francisca francisco francois francoise frank
    franz fred frederic frederick frederico friedrich gabriel gabriela gabriele gabrielle gail gary gaspar gaston genaro genoveva geoffrey
    george georges georgina gerald geraldo gerard gerardo gerd gerhard german geronimo gertrudis giacomo gian gianluca gilberto gilda gilles
    giorgio giovanna giovanni gisela giselle gisele giuliana giulio giuseppe glaucia gladys glen glenn gloria gonzalo grace graciela
    graeme graham grazia gregor gregorio gregory griselda guadalupe guido guilherme guillem guillermina guillermo gunter gunther gustavo
    guy guiomar hans harold harry haydee hebe hector heidi heinrich heinz helen helena helene helga helio heloisa henri henrique henry
    herbert heriberto herman hermann hernan herve hilario hilary hilda horacio horst howard hubert hugh hugo humberto ian ida ignacia ignacio
    igor ileana iliana ilse imelda immanuel ines inga ingrid irene iris irma isaac isabel isabela isabella isabelle isaias isidro
    ismael israel italo ivan ivana ivo ivonne jack jacinto jackson jacob jacobo jacqueline jacques jaime jair jairo jake james jamie jan jane janet
    janice janina jason javier jay jean jeanette jeanne jeff jeffrey jennifer jens jenny jeremias jeremy jerome jesica jessica jesus
    jill jim joan joana joanna joanne joao joaquim joaquin jochen jodie joe joel joelle jofre johan johann johannes john johnny jon jonas
    jonathan jordi jorge jorgelina josaphat jose josefa josefina joseph josephine joshua josue jovita joyce juan juana juanita judith
    julia julian juliana juliane juliano julie julien juliet julieta julieth julio jurgen justin justina justo kai kara karen
    karin karina karl karla kate katharina katherine kathleen kathryn katia keith kelly ken kenneth kevin kim klaus kristen kristin
    kurt laerte laila lara larry laura laurence laurent lautaro lazaro leandra leandro lelia leo leonard leonardo leonel leonor leopoldo
    leslie leticia lewis lia liana lidia lila lilia lilian liliana lina linda lindsay lionel lisa lisandro livia liz lizbeth lola lorena
    lorenza lorenzo loreto louis louise lourdes luana luc luca lucas lucia luciana luciano lucie lucien lucila lucio lucrecia
    ludmila ludwig luis luisa luiz luiza lukas luz lydia lynn mabel macarena madeleine mafalda magali magdalena maira maite malcolm malena
    manfred manuel manuela mar mara marc marcel marcela marcelino marcella marcelle marcello marcelo marcia marcial marcio marco marcos marcus margaret
    margarita margarida margot maria marian mariana mariano maribel maricruz marie mariela marilia marilyn marina mario marisa marisol marita
    marite marjorie mark markus marlen marlene marta martha martin martina martine mary mateo mateus mathias mathieu mathilde matias
    matilde matteo matthew matthias maura maurice mauricio mauro max maximiliano maximo maya melina melisa melissa mercedes meredith
    micaela michael michaela michel michele michelle miguel mikael mila milagros mildred milena milton mirella mireya miriam mirta
    mirtha misael mitchell modesto moises mollie monica monika monique montserrat morgan myriam myrna nadia nahuel nancy naomi natacha natalia natalie
    natasha nathalie nathan neil nelida nelly nelson nereida nestor niall nicanor nicholas nick nicola nicolas nicole niels
    nieves nilda nils nina noam noe noel noelia noemi nora norah norberto norma norman nubia nuria octavio ofelia olga oliver olivia
    olivier omar onofre oriana oriol orlando oscar osvaldo oswaldo otto pablo paloma pamela paola paolo pascal pascual patrice patricia
    patricio patrick paul paula paulette paulina pauline paulo pauline pedro peggy penelope perla pete peter petra petrona phil philip
    philippe phillip pia piedad pier piera pierre pierpaolo pilar piotr porfirio priscila quentin quintin rachel radhika rafael rafaela raimundo
    rainer ralf ralph ramiro ramon ramona randall raphael raquel raul raymond raymundo rebeca rebecca regina reginaldo reinaldo reiner
    reinhard renata renate renato rene renee ricardo riccardo richard rigoberto rita robert roberta roberto robin robinson rocio rodolfo
    rodolpho rodrigo roger rogelio rogerio roland rolando rolf roman romana romina romulo ron ronald ronaldo rory rosa rosalba rosalia
    rosalie rosalina rosalind rosana rosane rosangela rosanna rosario rosaura rose rosemary rosendo rosina ross roxana roy ruben rubens rudolf
    rui rupert ruth ryan sabina sabine sabrina salome salvador sam samantha samir samuel sandra santiago santos sara sarah saskia
    saul sean sebastian sebastien selma selva serafin serena serge sergei sergio severino sharon sheila sidney silvana silvano silvia silvina
    silvio simon simona simone sixto socorro sofia sol solange soledad sonia sophia sophie stanley stefan stefania stefano stella
    stephan stephane stephanie stephen steve steven stuart sue susan susana susanna susanne suzanne sven sylvia sylvie tabare tamara tania tania
    tatiana ted telma teodoro teofilo teresa teresita terry thais thelma theodor theodore theresa thiago thierry thomas tiago tim timothy
    tina tito tobias tom tomas tommaso toni tony tracy tristan ulises ulrich ulrike urbano ursula uwe valentin valentina valentino valeria
    valerie valerio vanesa vanessa vania vera veronica veronique vicente vicki victor victoria vilma vincent vincenzo violeta virginia
    virginie vitor viviana viviane vivian vladimir wagner waldo walter wanda washington wendy werner wilfredo wilhelm william wilson
    wolfgang xavier ximena xenia yamila yanina yara yasmin yolanda yves yvette yvonne zaira zenaida zoe zoila zulma zulema
    gladis mariajose marijose iñaki inaki iker unai eneko gorka jokin josep pere pau mercè merce nuria francesc ignasi joaquina raisa
    amartya birger joaquina joao gonçalo goncalo nuno tiago jorgelina leopoldina tulio tullo celso ruy gino luigi""".split()
)
"""Accents off, lower case."""
AMBIGUOUS = frozenset(
    """alonso anton benito bernardo blanca bruno camilo claudio clemente conrado cornelia cristobal domingo don gaspar german
    gregorio ignacio justo lazaro leon luis marco marcos mar martin mateo max miguel nicolas pascual ramon ricardo
    rolando roman rosario salvador santiago santos simon sol thomas valentin vicente vidal xavier franco garrido""".split()
)
"""Given names that are surnames too."""
