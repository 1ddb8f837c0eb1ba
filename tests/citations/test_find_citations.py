"""Citations found in one passage: spans, works and kinds; and what must not be taken for a citation."""

from __future__ import annotations

import re

import pytest
from case_tables import read_row, show_spans, show_works

from surco.citations import find_citations
from surco.citations.brackets import BOOK, EDITION, VIA_INSIDE

PARENTHETICAL = [
    # one author, with and without locator
    ("El agua es un derecho ⟦(Anaya, 2010)⟧.", "Anaya 2010"),
    ("El agua es un derecho ⟦(Anaya, 2010: 45)⟧.", "Anaya 2010 @45"),
    ("El agua es un derecho ⟦(Anaya, 2010:45)⟧.", "Anaya 2010 @45"),
    ("El agua es un derecho ⟦(Anaya 2010)⟧.", "Anaya 2010"),
    ("El agua es un derecho ⟦(Anaya 2010: 45-47)⟧.", "Anaya 2010 @45-47"),
    ("El agua es un derecho ⟦(Anaya, 2010, p. 45)⟧.", "Anaya 2010 @45"),
    ("El agua es un derecho ⟦(Anaya, 2010, pp. 45-47)⟧.", "Anaya 2010 @45-47"),
    ("El agua es un derecho ⟦(Anaya, 2010, pág. 45)⟧.", "Anaya 2010 @45"),
    ("El agua es un derecho ⟦(Anaya, 2010: pp. 45 y 47)⟧.", "Anaya 2010 @45 y 47"),
    ("El agua es un derecho ⟦(Anaya, 2010: 45 y ss.)⟧.", "Anaya 2010 @45 y ss."),
    ("El agua es un derecho ⟦(Anaya, 2010: cap. 3)⟧.", "Anaya 2010 @cap. 3"),
    ("El agua es un derecho ⟦(Anaya, 2010, cap. 3)⟧.", "Anaya 2010 @cap. 3"),
    ("El agua es un derecho ⟦(Anaya, 2010, párr. 14)⟧.", "Anaya 2010 @párr. 14"),
    ("El agua es un derecho ⟦(Anaya, 2010: art. 5)⟧.", "Anaya 2010 @art. 5"),
    ("El agua es un derecho ⟦(Anaya, 2010: xii)⟧.", "Anaya 2010 @xii"),
    ("El agua es un derecho ⟦(Anaya, 2010: 12, 15 y 20)⟧.", "Anaya 2010 @12, 15 y 20"),
    ("El agua es un derecho ⟦(Anaya, 2010, 257)⟧.", "Anaya 2010 @257"),
    ("El agua es un derecho ⟦(Anaya 2010, 25-27)⟧.", "Anaya 2010 @25-27"),
    ("El agua es un derecho ⟦(Anaya, 2010a)⟧.", "Anaya 2010a"),
    ("El agua es un derecho ⟦(Anaya, 2010b: 3)⟧.", "Anaya 2010b @3"),
    ("El agua es un derecho ⟦( Anaya, 2010, p. 3 )⟧.", "Anaya 2010 @3"),
    ("Así se dijo [...] ⟦[Anaya, 2010: 45]⟧.", "Anaya 2010 @45"),
    # several authors
    ("Es así ⟦(Anaya y Peña, 2010)⟧.", "Anaya & Peña 2010"),
    ("Es así ⟦(Anaya e Iriarte, 2010: 4)⟧.", "Anaya & Iriarte 2010 @4"),
    ("Es así ⟦(Anaya, Peña y Roca, 2010)⟧.", "Anaya & Peña & Roca 2010"),
    ("Es así ⟦(Anaya, Peña, y Roca, 2010)⟧.", "Anaya & Peña & Roca 2010"),
    ("Es así ⟦(Anaya & Peña, 2010)⟧.", "Anaya & Peña 2010"),
    ("It is so ⟦(Anaya and Peña, 2010)⟧.", "Anaya & Peña 2010"),
    ("It is so ⟦(Anaya, Peña & Roca, 2010, p. 3)⟧.", "Anaya & Peña & Roca 2010 @3"),
    ("It is so ⟦(Anaya, Peña, and Roca 2010, 33)⟧.", "Anaya & Peña & Roca 2010 @33"),
    ("É assim ⟦(Anaya e Prado, 2010, p. 3)⟧.", "Anaya & Prado 2010 @3"),
    ("É assim ⟦(ANAYA; PRADO, 2010, p. 3)⟧.", "ANAYA & PRADO 2010 @3"),
    ("É assim ⟦(Anaya; Prado; Lobo, 2010)⟧.", "Anaya & Prado & Lobo 2010"),
    ("É assim ⟦(ANAYA; PRADO; LOBO, 2010; MOURA, 2011)⟧.", "ANAYA & PRADO & LOBO 2010 | MOURA 2011"),
    ("Es así ⟦(Anaya et al., 2010)⟧.", "Anaya etal 2010"),
    ("Es así ⟦(Anaya et al. 2010: 4)⟧.", "Anaya etal 2010 @4"),
    ("Es así ⟦(Anaya y otros, 2010)⟧.", "Anaya etal 2010"),
    ("Es así ⟦(Anaya y cols., 2010)⟧.", "Anaya etal 2010"),
    ("Es así ⟦(Anaya, Peña et al., 2010)⟧.", "Anaya & Peña etal 2010"),
    ("É assim ⟦(Anaya e outros, 2010)⟧.", "Anaya etal 2010"),
    # compound, particle and hyphenated surnames; initials and given names
    ("Es así ⟦(Rojas Anaya, 2010)⟧.", "Rojas Anaya 2010"),
    ("Es así ⟦(Rojas Anaya y Prado Luna, 2010: 3)⟧.", "Rojas Anaya & Prado Luna 2010 @3"),
    ("Es así ⟦(Frías-Anaya, 2010)⟧.", "Frías-Anaya 2010"),
    ("Es así ⟦(Saint-Aubin y Frías-Anaya, 2010)⟧.", "Saint-Aubin & Frías-Anaya 2010"),
    ("Es así ⟦(De la Rúa, 2010)⟧.", "De la Rúa 2010"),
    ("Es así ⟦(de la Rúa, 2010)⟧.", "de la Rúa 2010"),
    ("Es así ⟦(Da Costa Lima y Prado, 2010)⟧.", "Da Costa Lima & Prado 2010"),
    ("Es así ⟦(Gómez de la Vega, 2010)⟧.", "Gómez de la Vega 2010"),
    ("Es así ⟦(Van der Meer, 2010)⟧.", "Van der Meer 2010"),
    ("Es así ⟦(von Brandt, 2010)⟧.", "von Brandt 2010"),
    ("Es así ⟦(O’Hara, 2010)⟧.", "O’Hara 2010"),
    ("Es así ⟦(D'Amico, 2010)⟧.", "D'Amico 2010"),
    ("Es así ⟦(Lima da Silva Filho, 2010)⟧.", "Lima da Silva Filho 2010"),
    ("Es así ⟦(G. Anaya, 2010)⟧.", "Anaya 2010"),
    ("Es así ⟦(Anaya, G., 2010)⟧.", "Anaya 2010"),
    ("Es así ⟦(Anaya, G. M. y Peña, L., 2010)⟧.", "Anaya & Peña 2010"),
    ("Es así ⟦(Gloria Anaya, 2010)⟧.", "Anaya 2010"),
    ("Es así ⟦(Anaya (coord.), 2010)⟧.", "Anaya 2010"),
    ("Es así ⟦(Anaya, comp., 2010)⟧.", "Anaya 2010"),
    ("Es así ⟦(Anaya y Peña (eds.), 2010: 4)⟧.", "Anaya & Peña 2010 @4"),
    # several works and years
    ("Es así ⟦(Anaya, 2010; Peña, 2011)⟧.", "Anaya 2010 | Peña 2011"),
    ("Es así ⟦(Anaya, 2010: 4; Peña y Roca, 2011: 5-6; Luna, 2012)⟧.", "Anaya 2010 @4 | Peña & Roca 2011 @5-6 | Luna 2012"),
    ("Es así ⟦(Anaya, 2010, Peña, 2011)⟧.", "Anaya 2010 | Peña 2011"),
    ("Es así ⟦(Anaya, 2010 y Peña, 2011)⟧.", "Anaya 2010 | Peña 2011"),
    ("Es así ⟦(Anaya, 2010; y Peña, 2011)⟧.", "Anaya 2010 | Peña 2011"),
    ("Es así ⟦(Anaya 2010, Peña 2011, Roca 2012)⟧.", "Anaya 2010 | Peña 2011 | Roca 2012"),
    ("Es así ⟦(Anaya, 2010, 2012)⟧.", "Anaya 2010 | Anaya 2012"),
    ("Es así ⟦(Anaya, 2010 y 2012)⟧.", "Anaya 2010 | Anaya 2012"),
    ("Es así ⟦(Anaya, 2010; 2012)⟧.", "Anaya 2010 | Anaya 2012"),
    ("Es así ⟦(Anaya, 2010a, 2010b)⟧.", "Anaya 2010a | Anaya 2010b"),
    ("Es así ⟦(Anaya, 2010a y b)⟧.", "Anaya 2010a | Anaya 2010b"),
    ("Es así ⟦(Anaya, 2010a, b)⟧.", "Anaya 2010a | Anaya 2010b"),
    ("Es así ⟦(Anaya, 2007: 12, 2012: 15)⟧.", "Anaya 2007 @12 | Anaya 2012 @15"),
    ("Es así ⟦(Anaya, 2007: 12; 2012: 15; Peña, 2013)⟧.", "Anaya 2007 @12 | Anaya 2012 @15 | Peña 2013"),
    ("Es así ⟦(Anaya, 2007, p. 12; Peña, 2012, p. 15)⟧.", "Anaya 2007 @12 | Peña 2012 @15"),
    # undated, in press, reprints, ranges, dates
    ("Es así ⟦(Anaya, s/f)⟧.", "Anaya s/f"),
    ("Es así ⟦(Anaya, s.f.: 4)⟧.", "Anaya s/f @4"),
    ("Es así ⟦(Anaya, s. f.)⟧.", "Anaya s/f"),
    ("É assim ⟦(Anaya, s.d.)⟧.", "Anaya s/f"),
    ("It is so ⟦(Anaya, n.d.)⟧.", "Anaya s/f"),
    ("Es así ⟦(Anaya, en prensa)⟧.", "Anaya en prensa"),
    ("It is so ⟦(Anaya & Peña, in press)⟧.", "Anaya & Peña en prensa"),
    ("É assim ⟦(Anaya, no prelo)⟧.", "Anaya en prensa"),
    ("Es así ⟦(Anaya, [1890] 2004: 15)⟧.", "Anaya 2004 <1890 @15"),
    ("Es así ⟦(Anaya, 2004 [1890])⟧.", "Anaya 2004 <1890"),
    ("Es así ⟦(Anaya, 1890/2004)⟧.", "Anaya 2004 <1890"),
    ("Es así ⟦(Anaya y Peña, 1990-1995)⟧.", "Anaya & Peña 1990-1995"),
    ("Es así ⟦(INDEC, 1990-1995)⟧.", "INDEC 1990-1995"),
    ("Cayó la bolsa ⟦(El Faro, 3/5/12)⟧.", "El Faro 2012 #3/5/12"),
    ("Cayó la bolsa ⟦(La Gaceta, 12 de mayo de 2010)⟧.", "La Gaceta 2010 #12 de mayo de 2010"),
    ("Cayó la bolsa ⟦(Clarín, 03/05/2012)⟧.", "Clarín 2012 #03/05/2012"),
    ("Cayó la bolsa ⟦(Página/12, 3-5-2012)⟧.", "Página/12 2012 #3-5-2012"),
    ("Cayó la bolsa ⟦(El Faro, 3/5/12; La Gaceta, 4/5/12)⟧.", "El Faro 2012 #3/5/12 | La Gaceta 2012 #4/5/12"),
    ("Shares fell ⟦(The Beacon, May 3, 2012)⟧.", "The Beacon 2012 #May 3, 2012"),
    # institutions, in any case
    ("La región creció ⟦(CEPAL, 2009)⟧.", "CEPAL 2009"),
    ("La región creció ⟦(cepal, 2009)⟧.", "cepal 2009"),
    ("La región creció ⟦(cepal, 2009: 12)⟧.", "cepal 2009 @12"),
    ("La región creció ⟦(unasur, 2008)⟧.", "unasur 2008"),
    ("La región creció ⟦(fodnet, 2011; cripsa, 2012: 4)⟧.", "fodnet 2011 | cripsa 2012 @4"),
    ("La región creció ⟦(flac–uam, 2010)⟧.", "flac–uam 2010"),
    ("La región creció ⟦(flac e Identidad unasur, 2010)⟧.", "flac & Identidad unasur 2010"),
    ("La región creció ⟦(BancoSur, 2010: 6)⟧.", "BancoSur 2010 @6"),
    ("La región creció ⟦(Banco Mundial, 2009)⟧.", "Banco Mundial 2009"),
    ("La región creció ⟦(Naciones Unidas 1987: 4)⟧.", "Naciones Unidas 1987 @4"),
    ("La región creció ⟦(Instituto Nacional de Estadística y Censos, 2010)⟧.", "Instituto Nacional de Estadística y Censos 2010"),
    ("La región creció ⟦(Ministerio de Relaciones Exteriores, Comercio y Culto, 2010)⟧.", "Ministerio de Relaciones Exteriores, Comercio y Culto 2010"),
    ("La región creció ⟦(Secretaría General de la Cuenca, 2010: 3)⟧.", "Secretaría General de la Cuenca 2010 @3"),
    ("La región creció ⟦(Banco Mundial y CEPAL, 2009)⟧.", "Banco Mundial & CEPAL 2009"),
    ("La región creció ⟦(CEPAL y PNUD, 2009)⟧.", "CEPAL & PNUD 2009"),
    ("La región creció ⟦(ONU-Habitat, 2012)⟧.", "ONU-Habitat 2012"),
    ("The region grew ⟦(World Bank, 2009)⟧.", "World Bank 2009"),
    ("The region grew ⟦(National Rivers Board, 2018)⟧.", "National Rivers Board 2018"),
    ("The region grew ⟦(Nordic Rivers, Ports and Coasts Organization, 2018)⟧.", "Nordic Rivers, Ports and Coasts Organization 2018"),
    ("A região cresceu ⟦(Conselho Nacional de Desenvolvimento Agrário e Pesqueiro, 2020)⟧.", "Conselho Nacional de Desenvolvimento Agrário e Pesqueiro 2020"),
    ("La región creció ⟦(Red de fodnet, 2002)⟧.", "Red de fodnet 2002"),
    ("La región creció ⟦(Gobierno de Chile, 2002)⟧.", "Gobierno de Chile 2002"),
    # the full name before the bracket stays outside
    ("El Colegio de Peritos Navales ⟦(copena, 2014)⟧ lo midió.", "copena 2014"),
    ("El Banco del Sur ⟦(BSUR, 2012: 3)⟧ prestó.", "BSUR 2012 @3"),
    # titles
    ("Es así ⟦(MÉXICO..., 2016)⟧.", "MÉXICO... 2016"),
    ("Es así ⟦(Informe de Ríos, 2016)⟧.", "Informe de Ríos 2016"),
    ("Es así ⟦(Manual de Lisboa, 2007; Luna, 2015)⟧.", "Manual de Lisboa 2007 | Luna 2015"),
    ("Es así ⟦(La carga portuaria..., 2016)⟧.", "La carga portuaria... 2016"),
    ("Es así ⟦(“Puertos del sur”, 2016)⟧.", "Puertos del sur 2016"),
    ("Es así ⟦(PNUD, Informe sobre los puertos, 2013)⟧.", "PNUD 2013"),
    # prefixes stay outside the span
    ("Hay más (véase ⟦Anaya, 2010: 45⟧).", "Anaya 2010 @45 ^véase"),
    ("Hay más (véanse ⟦Anaya, 2010; Peña, 2011⟧).", "Anaya 2010 ^véanse | Peña 2011"),
    ("Hay más (ver ⟦Anaya, 2010⟧).", "Anaya 2010 ^ver"),
    ("Hay más (ver también ⟦Anaya, 2010⟧).", "Anaya 2010 ^ver también"),
    ("Hay más (cf. ⟦Anaya, 2010⟧).", "Anaya 2010 ^cf."),
    ("Hay más (Cfr. ⟦Anaya, 2010: 3⟧).", "Anaya 2010 @3 ^Cfr."),
    ("Hay más (entre otros, ⟦Anaya, 2010; Peña, 2011⟧).", "Anaya 2010 ^entre otros | Peña 2011"),
    ("Hay más (por ejemplo, ⟦Anaya, 2010⟧).", "Anaya 2010 ^por ejemplo"),
    ("There is more (see ⟦Anaya, 2010⟧).", "Anaya 2010 ^see"),
    ("There is more (see also ⟦Anaya & Peña, 2010⟧).", "Anaya & Peña 2010 ^see also"),
    ("There is more (e.g., ⟦Anaya, 2010⟧).", "Anaya 2010 ^e.g."),
    ("Há mais (ver ⟦ANAYA, 2010⟧).", "ANAYA 2010 ^ver"),
    ("Hay más (Fuente: ⟦CEPAL, 2010⟧).", "CEPAL 2010 ^Fuente"),
    # other prose in the bracket stays outside
    ("Es así (⟦Anaya, 2010: 45⟧, énfasis añadido).", "Anaya 2010 @45"),
    ("Es así (⟦Anaya, 2010⟧, entre otros).", "Anaya 2010"),
    ("Es así (⟦Anaya, 2010: 45⟧; traducción propia).", "Anaya 2010 @45"),
    ("Es así (concepto acuñado por ⟦Anaya, 2010: 45⟧).", "Anaya 2010 @45"),
    ("Es así (texto leído por la Red y nunca impreso, del que da noticia ⟦Rojas Anaya, 2004: 51⟧).", "Rojas Anaya 2004 @51"),
    ("Es así (la cifra procede de ⟦Rojas Anaya, 2014, p. 101⟧).", "Rojas Anaya 2014 @101"),
    ("Es así (charla en voz baja, de la que da cuenta ⟦Anaya, 2014, p. 10⟧).", "Anaya 2014 @10"),
    ("Es así (sobre ello vuelven ⟦Anaya y Peña, 2014: 10⟧).", "Anaya & Peña 2014 @10"),
    ("Es así (lo cuenta con gracia ⟦Anaya et al., 2014: 10⟧).", "Anaya etal 2014 @10"),
    ("Es así (⟦Anaya, 2010: 45⟧; la cifra procede de ⟦Peña, 2014: 7⟧).", "Anaya 2010 @45 | Peña 2014 @7"),
    ("Texto leído por la Red y nunca impreso, del que da noticia ⟦Rojas Anaya, 2004: 51⟧.", "Rojas Anaya 2004 @51"),
    ("La cifra procede de ⟦Anaya y Peña, 2014, p. 10⟧.", "Anaya & Peña 2014 @10"),
    # secondary citations
    ("Es así ⟦(Anaya, 1988: 31 citado por Gallo y Pérez, 2001: 7-8)⟧.", "Anaya 1988 @31 via1 | Gallo & Pérez 2001 @7-8"),
    ("Es así ⟦(Anaya, 1996, citado en Gallo, 2006: 86)⟧.", "Anaya 1996 via1 | Gallo 2006 @86"),
    ("Es así ⟦(Anaya, 1996 cit. en Gallo, 2006)⟧.", "Anaya 1996 via1 | Gallo 2006"),
    ("Es así ⟦(Anaya, 1996, en Gallo, 2006: 86)⟧.", "Anaya 1996 via1 | Gallo 2006 @86"),
    ("É assim ⟦(ANAYA, 1996 apud GALLO, 2006, p. 86)⟧.", "ANAYA 1996 via1 | GALLO 2006 @86"),
    ("É assim ⟦(ANAYA, 1996, p. 3, apud GALLO, 2006, p. 86)⟧.", "ANAYA 1996 @3 via1 | GALLO 2006 @86"),
    ("É assim ⟦(ANAYA apud GALLO, 2006, p. 86)⟧.", "ANAYA _ via1 | GALLO 2006 @86"),
    ("It is so ⟦(Anaya, 1996, as cited in Gallo, 2006)⟧.", "Anaya 1996 via1 | Gallo 2006"),
    # a classical work's book before the year
    ("Es así ⟦(PLINIO, III 9, 1995, p. 61)⟧.", "PLINIO 1995 @61"),
    ("É assim ⟦(ANAYA; BANCO DO SUL, 2010)⟧.", "ANAYA & BANCO DO SUL 2010"),
    # an acronym in brackets of its own
    ("Es así ⟦(Organización de Puertos Fluviales (OPF), 2009: 3)⟧.", "Organización de Puertos Fluviales 2009 @3"),
    ("It is so ⟦(United Harbours [UH], 2009)⟧.", "United Harbours 2009"),
    ("Es así ⟦(CEPAL - PNUD, 2010)⟧.", "CEPAL-PNUD 2010"),
    ("Es así ⟦(Grupo de los 77, 2009)⟧.", "Grupo de los 77 2009"),
    # initials after each surname, particles in lower case
    ("Es así ⟦(Bello, R., da Costa Vera, P. & Ríos, S., 2008)⟧.", "Bello & da Costa Vera & Ríos 2008"),
    ("Es así ⟦(Anaya L, Peña M. 2010)⟧.", "Anaya & Peña 2010"),
    # editions, volumes, circa
    ("Es así ⟦(Anaya, 2.ª ed., 2010)⟧.", "Anaya 2010"),
    ("Es así ⟦(Anaya, vol. II, 2010: 3)⟧.", "Anaya 2010 @3"),
    ("Es así ⟦(Anaya, 2010, vol. II: 3)⟧.", "Anaya 2010 @vol. II: 3"),
    ("Es así ⟦(Anaya, 2010, II: 3)⟧.", "Anaya 2010 @II: 3"),
    ("Es así ⟦(Anaya, ca. 1890)⟧.", "Anaya 1890"),
    ("Es así ⟦(Anaya, 2009, op. cit., p. 15)⟧.", "Anaya 2009 @15"),
    ("Es así ⟦(Anaya, 2010: 3; 4; 5)⟧.", "Anaya 2010 @3; 4; 5"),
    ("Es así ⟦(Anaya, 2010: 25, nota 3)⟧.", "Anaya 2010 @25, nota 3"),
    ("Es así ⟦(Anaya, 1890 [2004])⟧.", "Anaya 2004 <1890"),
    ("There is more (see ⟦Anaya, 1977; Peña, 1991, ch. 3; cf. Roca 1981⟧).", "Anaya 1977 ^see | Peña 1991 @ch. 3 | Roca 1981 ^cf."),
    # after a quotation
    ("“El agua es de todos” ⟦(alba, 2004)⟧.", "alba 2004"),
]

NARRATIVE = [
    ("⟦Anaya (2010)⟧ sostiene que es así.", "Anaya 2010"),
    ("Según ⟦Anaya (2010)⟧, es así.", "Anaya 2010"),
    ("Según ⟦Anaya (2010: 25)⟧, es así.", "Anaya 2010 @25"),
    ("Para ⟦Anaya (2010, p. 25)⟧, es así.", "Anaya 2010 @25"),
    ("Segundo ⟦Anaya (2010, p. 25)⟧, é assim.", "Anaya 2010 @25"),
    ("Conforme ⟦Lobo ( 2010)⟧, é assim.", "Lobo 2010"),
    ("According to ⟦Anaya (2010)⟧, it is so.", "Anaya 2010"),
    ("Como señala ⟦Anaya (2010)⟧, es así.", "Anaya 2010"),
    ("Como ⟦Anaya (2010)⟧ señala, es así.", "Anaya 2010"),
    ("Así, ⟦Anaya (2010)⟧ sintetiza.", "Anaya 2010"),
    ("Asimismo, ⟦Rojas Anaya (2010)⟧ releva casos.", "Rojas Anaya 2010"),
    ("Recientemente ⟦Anaya (2010)⟧ lo mostró.", "Anaya 2010"),
    ("Retomando a ⟦Anaya (2010)⟧, es así.", "Anaya 2010"),
    ("En palabras de ⟦Anaya (2010)⟧, es así.", "Anaya 2010"),
    ("La propuesta de ⟦Anaya (2010)⟧ es otra.", "Anaya 2010"),
    ("El estudio de ⟦Anaya y Peña (2010)⟧ es otro.", "Anaya & Peña 2010"),
    ("⟦Anaya e Iriarte (2010)⟧ es otro.", "Anaya & Iriarte 2010"),
    ("⟦Anaya, Peña y Roca (2010)⟧ distinguen tres.", "Anaya & Peña & Roca 2010"),
    ("⟦Anaya, Peña, y Roca (2010)⟧ distinguen tres.", "Anaya & Peña & Roca 2010"),
    ("⟦Anaya, Peña and Roca (2010)⟧ found three.", "Anaya & Peña & Roca 2010"),
    ("⟦Anaya & Peña (2010)⟧ found three.", "Anaya & Peña 2010"),
    ("⟦Anaya et al. (2010)⟧ hallan tres.", "Anaya etal 2010"),
    ("⟦Anaya y otros (2010)⟧ hallan tres.", "Anaya etal 2010"),
    ("⟦Anaya, Peña et al. (2010)⟧ hallan tres.", "Anaya & Peña etal 2010"),
    # given names belong to the span, not to the surname
    ("Se coincide con ⟦Gloria Anaya (2010)⟧, quien lo dice.", "Anaya 2010"),
    ("Se coincide con ⟦Gloria Anaya y Luis Peña Roca (2010)⟧.", "Anaya & Peña Roca 2010"),
    ("Se coincide con ⟦José Luis Anaya (2010: 3)⟧.", "Anaya 2010 @3"),
    ("Se coincide con ⟦G. M. Anaya (2010)⟧.", "Anaya 2010"),
    ("Se coincide con ⟦María de la Rúa (2010)⟧.", "de la Rúa 2010"),
    ("Se coincide con el profesor ⟦Anaya (2010)⟧.", "Anaya 2010"),
    # compound and particle surnames
    ("⟦Rojas Anaya (2010)⟧ lo dice.", "Rojas Anaya 2010"),
    ("⟦Rojas Anaya y Prado Luna (2003: 9)⟧ lo dicen.", "Rojas Anaya & Prado Luna 2003 @9"),
    ("Asimismo, ⟦Da Costa Lima y Roca (1997)⟧ lo niegan.", "Da Costa Lima & Roca 1997"),
    ("Según ⟦De la Rúa (2010)⟧, no.", "De la Rúa 2010"),
    ("Según ⟦Van der Meer (2010)⟧, no.", "Van der Meer 2010"),
    ("Según ⟦Lima da Silva (2010)⟧, no.", "Lima da Silva 2010"),
    ("Según ⟦Saint-Aubin (2010)⟧, no.", "Saint-Aubin 2010"),
    ("Según ⟦O’Hara (2010)⟧, no.", "O’Hara 2010"),
    ("This is ⟦Harte’s (1987)⟧ argument.", "Harte 1987"),
    ("This is ⟦Peters’ (1991)⟧ argument.", "Peters 1991"),
    # years
    ("⟦Anaya (2007 y 2012)⟧ lo dice.", "Anaya 2007 | Anaya 2012"),
    ("⟦Anaya (2007; 2012)⟧ lo dice.", "Anaya 2007 | Anaya 2012"),
    ("⟦Anaya (2007, 2012)⟧ lo dice.", "Anaya 2007 | Anaya 2012"),
    ("⟦Anaya (2010a, 2010b)⟧ lo dice.", "Anaya 2010a | Anaya 2010b"),
    ("⟦Anaya (2007: 3; 2012: 4)⟧ lo dice.", "Anaya 2007 @3 | Anaya 2012 @4"),
    ("⟦Anaya (en prensa)⟧ lo dice.", "Anaya en prensa"),
    ("⟦Anaya (s/f)⟧ lo dice.", "Anaya s/f"),
    ("⟦Anaya ([1890] 2004)⟧ lo dice.", "Anaya 2004 <1890"),
    ("⟦Anaya (2004 [1890]: 5)⟧ lo dice.", "Anaya 2004 <1890 @5"),
    ("⟦Anaya (coord., 2010)⟧ lo dice.", "Anaya 2010"),
    ("⟦Anaya (1988: 31 citado por Gallo Prado y Ruiz, 2001: 7-8)⟧ lo dice.", "Anaya 1988 @31 via1 | Gallo Prado & Ruiz 2001 @7-8"),
    ("⟦Anaya (1996 apud GALLO, 2006)⟧ o diz.", "Anaya 1996 via1 | GALLO 2006"),
    ("como cuenta ⟦Plinio Lira (II 14, 1998, p. 31)⟧, no.", "Plinio Lira 1998 @31"),
    # surname first, with initials or given names
    ("tal como plantea ⟦Anaya, G. (2007: 14)⟧.", "Anaya 2007 @14"),
    ("tal como plantean ⟦Anaya, G. y Peña, L. M. (1998)⟧.", "Anaya & Peña 1998"),
    ("Véase ⟦Prado Luna, Juan Pablo (2009)⟧.", "Prado Luna 2009 ^Véase"),
    # an acronym between name and year
    ("La ⟦Secretaría General de Puertos (SEGEP) (2014)⟧ señala tres.", "Secretaría General de Puertos 2014"),
    # lists in a note
    ("Véanse: ⟦Anaya (2007)⟧; ⟦Da Costa y Ríos (2007)⟧; ⟦flac–uam (2010)⟧; ⟦Prado Luna (2011)⟧; entre otros.",
     "Anaya 2007 ^Véanse | Da Costa & Ríos 2007 | flac–uam 2010 | Prado Luna 2011"),
    ("Véanse: ⟦Anaya (2007)⟧; ⟦crif e Identidad unasur (2012)⟧; ⟦Luna (2013)⟧.", "Anaya 2007 ^Véanse | crif & Identidad unasur 2012 | Luna 2013"),
    ("Véase ⟦Anaya (2007)⟧.", "Anaya 2007 ^Véase"),
    ("See ⟦Anaya (2007)⟧ and ⟦Peña (2008)⟧.", "Anaya 2007 ^See | Peña 2008"),
    # institutions and titles
    ("Según la ⟦CEPAL (2009)⟧, la región creció.", "CEPAL 2009"),
    ("Según la ⟦cepal (2009)⟧, la región creció.", "cepal 2009"),
    ("El ⟦Banco Mundial (2009)⟧ señala que no.", "Banco Mundial 2009"),
    ("De acuerdo con el ⟦Banco Mundial (2009: 3)⟧, no.", "Banco Mundial 2009 @3"),
    ("The ⟦World Bank (2009)⟧ argues that it is not.", "World Bank 2009"),
    ("El ⟦Anuario de la pesca en las Islas (2013)⟧ trae tres tablas.", "Anuario de la pesca en las Islas 2013"),
    ("El ⟦Informe sobre Desarrollo Local (2011: 3)⟧ lo dice.", "Informe sobre Desarrollo Local 2011 @3"),
    ("Fuente: ⟦Banco Mundial (2014)⟧.", "Banco Mundial 2014"),
    ("Elaborado con base en ⟦COPUL (2013)⟧.", "COPUL 2013"),
    ("En los puertos, ⟦Lima y Roca (2006)⟧ hallan tres.", "Lima & Roca 2006"),
    ("⟦Giuliano Carlo Alfonso Xira (2012)⟧ lo niega.", "Xira 2012"),
    ("As ⟦Cole (1981: 128)⟧ put it, no.", "Cole 1981 @128"),
    # newspapers dated by day
    ("Según ⟦La Gaceta del Puerto (18/10/06)⟧, la sede se sorteó.", "La Gaceta del Puerto 2006 #18/10/06"),
    ("La sede se sorteó. ⟦La Voz del Muelle (18/10/06)⟧ trae la lista.", "La Voz del Muelle 2006 #18/10/06"),
    ("Calló la radio. ⟦El Faro (11 de agosto de 1998)⟧ habló.", "El Faro 1998 #11 de agosto de 1998"),
    ("Lo contó el diario ⟦La Prensa (11 de agosto de 1998: 3)⟧ sin rubor.", "La Prensa 1998 #11 de agosto de 1998 @3"),
    ("⟦La Jornada Costera (3/5/12)⟧ publicó la lista.", "La Jornada Costera 2012 #3/5/12"),
    ("Lo dijo sin rodeos ⟦La Jornada Costera (3/5/12)⟧.", "La Jornada Costera 2012 #3/5/12"),
    ("Lo cuenta el ⟦Diario de la Costa (3/5/12)⟧.", "Diario de la Costa 2012 #3/5/12"),
    ("Véase ⟦El Eco de Zutania (3/5/12)⟧.", "El Eco de Zutania 2012 #3/5/12 ^Véase"),
    ("Segundo ⟦O Correio da Barra (2/3/09)⟧, não.", "O Correio da Barra 2009 #2/3/09"),
    ("As ⟦The Harbour Mail (May 3, 2012)⟧ put it, no.", "The Harbour Mail 2012 #May 3, 2012"),
    # a small-capital name that the capitalised word before belongs to
    ("Véanse ⟦flac (2010)⟧; ⟦flac e Vocación unasur (2010)⟧; y ⟦unasur (2011)⟧.", "flac 2010 ^Véanse | flac & Vocación unasur 2010 | unasur 2011"),
    # a place or a phrase in front is not an author
    ("Al comparar los puertos de Nueva Zelanda, ⟦Anaya y Roca (1994)⟧ hallaron tres.", "Anaya & Roca 1994"),
    ("En Colombia, ⟦Anaya y Peña (1992)⟧ lo vieron.", "Anaya & Peña 1992"),
    ("En los puertos -los del norte- ⟦Anaya, Peña y Roca (2008)⟧ hallan tres.", "Anaya & Peña & Roca 2008"),
    ("Por su parte, ⟦Anaya (2008)⟧ y ⟦Peña (2009)⟧ distinguen.", "Anaya 2008 | Peña 2009"),
    ("Recientemente, ⟦Anaya y Peña (2008)⟧ distinguen.", "Anaya & Peña 2008"),
    ("Además, ⟦Anaya y Peña (2008)⟧ distinguen.", "Anaya & Peña 2008"),
    ("More recently, ⟦Anaya and Peña (2008)⟧ distinguished.", "Anaya & Peña 2008"),
    ("Em contrapartida, ⟦Anaya e Prado (2008)⟧ distinguem.", "Anaya & Prado 2008"),
]

MIXED = [
    # the second institution of a list
    ("Según el Banco del Sur ⟦(BSUR, 2015)⟧ y la ⟦OPF (2016)⟧, no.", "BSUR 2015 | OPF 2016"),
    # without brackets, after a lead-in
    ("Fuente: ⟦COPUL, 2013⟧.", "COPUL 2013 ^Fuente"),
    ("Fuente: elaboración propia a partir de datos de ⟦CEPAL, 2013 y FMI, 2014⟧.", "CEPAL 2013 ^a partir de | FMI 2014"),
    ("Véase ⟦Anaya y Peña, 2007: 76⟧.", "Anaya & Peña 2007 @76 ^Véase"),
    ("Cf. ⟦Anaya, 2007, p. 76⟧.", "Anaya 2007 @76 ^Cf"),
]

YEAR_ONLY = [
    ("Anaya plantea que “el agua es de todos” ⟦(2007: 82)⟧.", "_ 2007 @82"),
    ("Así lo dice Anaya: “el agua” ⟦(2007, p. 82)⟧.", "_ 2007 @82"),
    ("Anaya y Peña hallan que los puertos crecen de tres maneras ⟦(1998: 31-33)⟧:", "_ 1998 @31-33"),
    ("Gloria Lira llama a los puertos “bocas del río” ⟦(1999: 5)⟧ y sigue.", "_ 1999 @5"),
    ("Lo dice en otro texto ⟦(2010a)⟧.", "_ 2010a"),
]

BACK = [
    ("Es así ⟦(ibíd.: 45)⟧.", "_ _ @45"),
    ("Es así ⟦(Ibidem, p. 45)⟧.", "_ _ @45"),
    ("Es así ⟦(ídem)⟧.", "_ _"),
    ("⟦Ibíd., p. 23⟧.", "_ _ @23"),
    ("⟦Anaya (op. cit.: 45)⟧ lo dice.", "Anaya _ @45"),
    ("Es así ⟦(Anaya, op. cit.: 45)⟧.", "Anaya _ @45"),
    ("⟦Anaya, op. cit., p. 45⟧.", "Anaya _ @45"),
    ("Es así ⟦(Anaya, ob. cit.)⟧.", "Anaya _"),
    ("Es así ⟦(loc. cit.)⟧.", "_ _"),
    # another work of the same authors
    ("⟦Ibíd. (2013: 90)⟧. El acta calla.", "_ 2013 @90"),
    ("⟦Ibídem (2013)⟧.", "_ 2013"),
    ("⟦ibid., 2013: 90⟧.", "_ 2013 @90"),
    ("Es así ⟦(ibíd., 2013: 90)⟧.", "_ 2013 @90"),
    ("Lo repite ⟦ibídem (2013, p. 90)⟧.", "_ 2013 @90"),
    ("⟦Ídem (2013: 90)⟧.", "_ 2013 @90"),
]

NOT_CITATIONS = [
    # plain years and spans of years
    "La crisis (2008) dejó huella.", "El periodo (2003-2007) fue bueno.", "La década (1990-1999) fue mala.", "Durante la guerra (1939-1945) hubo hambre.",
    "Nació en 1950 (hace 70 años).", "Aquel año (1991) fue clave.", "Hubo tres etapas (1990, 1995 y 2000).", "Los años siguientes (2010 a 2015) también.",
    "El siglo pasado (1900-2000) terminó.", "Fueron dos bienios (2005-2006 y 2007-2008).", "Las cifras (de 2008) son malas.", "El acuerdo (vigente desde 2011) sigue.",
    "El plan (hasta 2020) se cumple.", "La red (creada en 1995) creció.", "El organismo (fundado en 1913) existe.", "La ley (sancionada en 1994) rige.",
    "El libro (publicado en 2004) se agotó.", "La segunda edición (2005) se agotó.", "El censo (realizado en 2010) falló.", "Entre ambos (1998 y 2003) hubo tres.",
    # dates and places
    "Se firmó (Brasilia, 9/3/1998) la resolución.", "Se firmó (Florianópolis, 21/6/1999) la decisión.", "Se reunieron (Lima, 2008).", "La cumbre (Mar del Plata, 2005) fracasó.",
    "La conferencia (Bandung, 1955) abrió el camino.", "Se firmó (Buenos Aires, 30 de junio de 2010).", "Se reunieron (Quito, mayo de 2010).", "Se firmó (3 de mayo de 2012).",
    "Se firmó (3/5/2012).", "Se firmó (mayo de 2012).", "La reunión (julio, 2009) terminó.", "La reunión (Julio de 2009) terminó.", "La sesión (diciembre 2009) terminó.",
    "The meeting (May 2009) ended.", "The meeting (Geneva, 2009) ended.", "A reunião (Brasília, 2009) terminou.", "A reunião (março de 2009) terminou.",
    "Se firmó (Tres Muelles, 7/11/2013) la resolución.", "Se leyó en el seminario “Ríos y pueblos” (Tres Muelles, 7/11/2013); gracias.", "La reunión (El Peñón, 7/11/2013) cerró.",
    "Quedó en “aguas de todos” (Puerto Sol, 7/11/2013).", "Allí, Tres Muelles (7/11/2013), se firmó.", "Se leyó en Brasilia (7/12/2000).", "En Puerto Sol (18/10/06) hubo foro.",
    "El Salvador (3/5/2012) firmó.", "La Plata (18/10/06) firmó.", "Las Lomas (11 de agosto de 1998) firmó.", "La Carta de Puerto Sol (23/9/1996) lo dice.", "La Unión Europea (3/5/2012) firmó.",
    "La Jornada de Puertos (11 de agosto de 1998) reunió a tres.", "Lo trae el Diario Oficial (3/5/2012).", "La Declaración Universal (10/12/1948) lo dice.", "Puerto Sol y Puerto Luna (3/5/2012) firmaron.",
    # laws, decisions, treaties
    "La norma (Decisión núm. 12/03) lo dice.", "La norma (Decisión 8/97) lo dice.", "La norma (Ley 11.222) lo dice.", "La norma (Ley 11.222 de 1992) lo dice.",
    "La norma (ley 11.222, 1992) lo dice.", "La norma (Ley N° 11.333, de 1988) lo dice.", "La norma (resolución 15/96) lo dice.", "La norma (Resolución 12/88 de 1981) lo dice.",
    "La norma (Decreto 1382/2012) lo dice.", "El Tratado de Asunción (1991) creó el bloque.", "El Protocolo de Ouro Preto (1994) lo cambió.", "El Acuerdo de París (2015) rige.",
    "La Declaración de Quito (1998) lo dice.", "El Plan de Acción de Lima (1978) lo dice.", "El Consenso de Bogotá (2003) lo dice.", "La Constitución Nacional (1994) lo dice.",
    "La Carta de Atenas (1933) lo dice.", "El texto (Tratado de Asunción, 1991) lo dice.", "El texto (Constitución Nacional, art. 75) lo dice.", "La Ley de Puertos (1992) rige.",
    # events, terms of office, lives
    "La Conferencia de Bandung (1955) reunió a muchos.", "La Cumbre de Mar del Plata (2005) fracasó.", "La Revolución Cubana (1959) triunfó.", "El Golpe de Estado (1976) fue cruel.",
    "La Segunda Guerra Mundial (1939-1945) terminó.", "La Ronda Uruguay (1986) abrió.", "El gobierno de Arce (2003-2007) cayó.", "Durante la presidencia de Arce (1989-1999) no.",
    "Raúl Prado (1901-1986) nació allí.", "El pensador Lira (1850-1920) murió.", "El mandato (gobierno de Arce, 2003-2007) cayó.", "El mandato (presidencia de Arce, 2003) cayó.",
    "El evento (Conferencia de Bandung, 1955) fue clave.", "El evento (Guerra Fría, 1947-1989) fue clave.", "Los Juegos Olímpicos (2016) fueron allí.",
    # membership lists and lists of places
    "Son miembros Argentina (1991), Brasil (1991) y Paraguay (1991).", "Se adhirieron Chile (1996), Bolivia (1997) y Perú (2003).", "Valdivia (Chile), Salto (Uruguay) y Lima (Perú).",
    "Hubo foros en Lima (2008), Quito (2010) y La Paz (2012).", "La sede pasó de Montevideo (1995) a Curitiba (1999).", "Crecieron España (2004) y Portugal (2005).", "Mexico (1994), Canada (1994) and Chile (2003) joined.",
    # figures, tables, notes
    "Hay más (véase el cuadro 1).", "Hay más (ver Tabla 3).", "Hay más (véase el gráfico 2, 2010).", "Hay más (Tabla 1, 2010).", "Hay más (figura 2010).", "Hay más (véase capítulo 3).",
    "There is more (see Table 2).", "There is more (Figure 3).", "Há mais (ver Quadro 4).", "Hay más (véase más abajo).", "Hay más (véase la sección 2.1).", "Hay más (cf. infra).",
    # amounts, scales, statistics
    "El total (2010 casos) creció.", "El total (1.500 millones) creció.", "Eran muchos (2000 personas).", "La escala (1:50000) es otra.", "La razón (2005: 34%) subió.", "El dato (2010 = 100) sirve.",
    "Valores (n = 1720) y p < 0,01.", "Creció (12%) y (18,5% (333)).", "El PIB (pib, 2009) creció.", "El gasto (dólares constantes, 2010) creció.", "Cifras (millones de dólares, 2010).", "Prevalencia (RP = 0,7, 0,31 - 0,88).",
    "Puertos de 20 000 a 80 000 toneladas (us$ 300).", "Entre 2008 y 2012 (5,3%).", "La muestra (18 y 24 años) es chica.", "The sample (1990 households) is small.",
    # acronyms defined, generic words
    "La Unión de Ríos (unrios) nació.", "La cooperación (en adelante css) nació.", "El Foro Consultivo (fodnet) nació en 2004.", "La Red (redsur), que surge en 2004.", "Varios organismos (CEPAL, PNUD) lo dicen.",
    "Los actores (Argentina, Brasil y Venezuela) lo dicen.", "El caso (elecciones, 2011) es claro.", "El caso (primera vuelta, 2011) es claro.", "El dato (estimación, 2011) es claro.", "El dato (promedio 2003-2007) es claro.",
    "El texto (versión preliminar, 2011) es claro.", "El texto (segunda edición, 2011) es claro.", "La obra (película, 2011) es buena.", "El fondo (creado por ley en 1991) sirve.", "Los artículos 23 y 24 (de 2006) lo dicen.",
    "La creación del Mercosur (1991) fue clave.", "El nacimiento de la CEPAL (1948) fue clave.", "Con la Alianza del Pacífico (2011) cambió todo.", "La unasur (2008) nació allí.", "El Mercosur (1991) nació allí.",
    # addresses and numbers
    "Está en http://redsur.org/doc(2010).", "El expediente (2010/345) sigue.", "ISSN (1234-5679).", "Teléfono (011 2345).", "Versión (2.0.1).", "Sección (a) y sección (b), de 2010.",
    "Se aprobó en la xx Cumbre (2012).", "El gobierno de Arce (2003) cayó.", "La ciudad de Córdoba (2010) creció.", "La canción Marea (1971) suena.", "El diario Clarín (1945) nació.",
    "Es así (la balsa procede de Puerto Lobo, 2004).", "Es así (la antigua Puerto Lobo, 1950).", "Es así (retrato de Zutano, 1950).", "Es así (la villa de Puerto Lobo, 2004: 5 barcos).",
    "El barco procede de Puerto Lobo, 2004 metros al sur.", "Es así (una red que nació en Salto, 2004).",
    "Está en línea (www.puertos.org, 2012).", "La denominada Doctrina Lira (1930) cayó.", "Se reunieron en Isla Negra (2007).", "El ex mandatario (1999-2003) calló.",
    "Fuente: elaboración propia, 2015.", "Elaboración propia (2015).", "El documento (A/RES/12/222, 2009) lo dice.", "Mercosur (1991) y Unasur (2008) son bloques.", "El informe llegó tarde (abril de 2011).", "La obra de 2010 (premiada) se vende.", "Los tres (3) casos de 2009 (todos).", "En 1995 [sic] se firmó.", "El [año] 1995 fue bueno.",
    "Había [12] casos.", "Sobre ello se volverá [3-5].", "Idem para el caso del agua.", "El ídem es raro.", "Se hizo la cita en 2010 (tarde).", "La entrevista (entrevista personal, 2012) lo muestra.",
]


@pytest.mark.parametrize(("marked", "works"), PARENTHETICAL + NARRATIVE + MIXED + YEAR_ONLY + BACK)
def test_citation_is_found(marked: str, works: str) -> None:
    text, _ = read_row(marked)
    found = find_citations(text)
    assert (show_spans(text, found), show_works(found)) == (marked, works)


@pytest.mark.parametrize(
    ("rows", "kind"),
    [(PARENTHETICAL, "parenthetical"), (NARRATIVE, "narrative"), (YEAR_ONLY, "year_only"), (BACK, "back_reference")],
)
def test_kind(rows: list[tuple[str, str]], kind: str) -> None:
    assert {c.kind for marked, _ in rows for c in find_citations(read_row(marked)[0])} == {kind}


@pytest.mark.parametrize("text", NOT_CITATIONS)
def test_nothing_is_found(text: str) -> None:
    assert show_spans(text, find_citations(text)) == text


def test_tables_are_long_enough() -> None:
    """At least 300 rows, 120 of which must not match."""
    assert len(NOT_CITATIONS) >= 120
    assert len(PARENTHETICAL) + len(NARRATIVE) + len(YEAR_ONLY) + len(BACK) + len(NOT_CITATIONS) >= 300


# what is found in a sample, and a text that took minutes while every comma of a run was tried as its beginning
RUNS = [
    (VIA_INSIDE, "Lema, , citado por Paz", ", , citado por ", ", " * 100_000 + "!"),
    (VIA_INSIDE, "Lema; apud Paz", "; apud ", "; " * 100_000 + "!"),
    (BOOK, "Herrera, ., II, 9", ", ., II, 9", ", " * 100_000 + "!"),
    (BOOK, "Herrera, 12, 3-4", ", 12, 3-4", ". " * 100_000 + "!"),
    (EDITION, "Lema, , 1.ª ed.", ", , 1.ª ed.", ", " * 100_000 + "!"),
    (EDITION, "Lema, vol. II,", ", vol. II,", ", ca" * 60_000 + "!"),
]


@pytest.mark.parametrize(("pattern", "text", "found", "endless"), RUNS)
def test_a_run_of_commas_is_read_once(pattern: re.Pattern[str], text: str, found: str, endless: str) -> None:
    match = pattern.search(text)
    assert match is not None and match.group() == found
    assert pattern.search(endless) is None
