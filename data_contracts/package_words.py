"""What each key of a package means, in an author's words: editors show them while the YAML is written."""

from __future__ import annotations

KEYS = {
    "Head": {
        "id": "Pakkens korte navn: 2–40 små bogstaver a–z, tal, - og _. "
        "Lav det aldrig om, når pakken er bestilt.",
        "title": "Pakkens navn, som folk læser det.",
        "version": 'Hæv den, hver gang du ændrer et ord: "1.0", "1.1" … Sæt den i anførselstegn.',
        "summary": "En til to linjer om aftenen. Står forrest i klyngepakken.",
        "kit": "Mail 1 til mødelederen: de dokumenter, den har med, i rækkefølge.",
        "delivery": "Mail 2, kort før mødet: de dokumenter, den har med, i rækkefølge.",
        "timing": "Hvornår skemaet åbner og lukker, og hvornår materialet sendes. Må udelades.",
        "limits": "Hvor mange svar der skal til, før noget vises. Må hæves, aldrig sænkes. Må udelades.",
        "group_work": "Gruppernes spørgsmål. De samme står på dias og på uddelingskopier.",
        "measurement_points": "Id'er på de spørgsmål, klyngen vender tilbage til.",
        "podcast": "Noget at høre før mødet. Linket står i mail 1.",
        "posting": "Det, som KiAP printer og sender med posten.",
        "seating": "Pakken har en bordplan. Så skal alle medlemmer opgive ydernummer.",
    },
    "Timing": {
        "opens_days_before": "Skemaet åbner så mange dage før mødet.",
        "reminder_days_after_opening": "Påmindelser så mange dage efter åbningen, stigende: [5, 10].",
        "closes_days_before": "Skemaet lukker så mange dage før mødet.",
        "delivery_days_before": "Mødets materiale sendes senest så mange dage før mødet.",
        "shortest_survey_days": "Skemaet er åbent mindst så mange dage.",
        "follow_up_months": "Opfølgningens skema lukker så mange måneder efter mødet, 6 til 12.",
    },
    "Limits": {
        "any": "Intet vises ved færre svar end det her, mindst 5.",
        "counts": "Antal og gennemsnit vises først fra så mange svar, mindst 8.",
        "texts": "Det, der er skrevet med ord, vises først fra så mange svar, mindst 10.",
    },
    "Attachment": {
        "document": "Hvilket dokument.",
        "title": "Dokumentets navn på dansk. Det bliver en del af filens navn.",
        "how": "attached: vedhæftet. linked: et link i mailen. body: teksten står i selve mailen. "
        "page: kun på mødelederens egen side.",
    },
    "GroupWork": {
        "id": "Gruppearbejdets id. Et dias viser det med »part«.",
        "title": "Overskriften.",
        "questions": "Spørgsmålene i rækkefølge.",
    },
    "Question": {
        "ask": "Spørgsmålet. {item} bliver til spørgsmålets ord, {section} til emnets navn.",
        "when": "always: altid. spread: når svarene er spredt (brug {item}). agreed: når klyngen er enig "
        "(brug {item}). lowest og highest: emnet med færrest eller flest gode svar (brug {section}).",
        "otherwise": "Det, der spørges om, når tallene ikke giver noget. Tomt: spørgsmålet udelades.",
    },
    "Link": {
        "title": "Linkets ord.",
        "address": 'Hele adressen med https://, eller "[[mangler: …]]".',
    },
    "PostingRule": {
        "document": "Det ark, der printes, i A4 eller A3.",
        "title": "Arkets navn på dansk.",
        "sent": "by_itself: sendes altid efter samtalen med konsulenten. "
        "when_ordered: kun når mødelederen beder om det.",
        "spare": "Så mange flere ark, end der ventes deltagere.",
    },
    "SeatingRule": {"table_size": "Pladser ved hvert bord, 3 til 12."},
    "Questionnaire": {
        "intro": "Indledningen, som lægen læser først.",
        "scales": "Svarskalaerne, hver med et navn.",
        "sections": "Skemaets emner i rækkefølge.",
        "pages": "one_per_section: én side for hvert emne. all_on_one: hele skemaet på én side. "
        "Må udelades; så får hvert emne sin side.",
    },
    "Scale": {"labels": "Svarene i rækkefølge, 2 til 7. Det første er 1."},
    "Section": {
        "id": "Emnets id: små bogstaver a–z, tal og _.",
        "title": "Emnets navn.",
        "intro": "En linje før emnets spørgsmål. Må udelades.",
        "items": "Emnets spørgsmål i rækkefølge.",
    },
    "Item": {
        "id": "Spørgsmålets id, brugt én gang i hele skemaet. "
        "Lav det aldrig om: to runder sammenlignes på det.",
        "text": "Spørgsmålet, som lægen læser det.",
        "short": "Navnet på dias og figurer, højst 45 tegn.",
        "kind": "Udelad den, eller skriv text, når der svares med ord.",
        "scale": "Navnet på en af skalaerne.",
        "favourable": "De gode svar, alle på samme side af midten: [4, 5], eller [1, 2], når spørgsmålet "
        "handler om noget skidt.",
        "show": "Kun ved frit svar. ticked: klyngen ser det, som KiAP har læst og valgt ud. never: klyngen "
        "ser aldrig, hvad der er skrevet. Må udelades; så gælder ticked.",
    },
    "Programme": {"programme": "Aftenens punkter i rækkefølge. Klokkeslæt kommer af sig selv."},
    "ProgrammePoint": {
        "minutes": "Hvor længe punktet varer.",
        "title": "Punktets navn.",
        "what": "Det, der sker.",
        "leader": "Det, mødelederen siger og gør.",
        "materials": "Det, der skal bruges.",
    },
    "Decks": {
        "deck": "Dias til mødet i rækkefølge.",
        "comparison_deck": "Dias til opfølgningen i rækkefølge.",
    },
    "SlidePlan": {
        "kind": "Diassets slags.",
        "title": "Diassets overskrift.",
        "section": "Emnets id, når diasset viser et emne.",
        "part": "Gruppearbejdets id, når diasset viser et gruppearbejde.",
        "lead": "Linjen under overskriften.",
        "bullets": "Punkter på diasset.",
        "notes": "Det, mødelederen siger. Står kun i noterne.",
        "minutes": "Hvor længe diasset varer.",
    },
    "Contacts": {"contacts": "Alle, man kan få hjælp hos."},
    "Contact": {
        "id": "Kontaktens id.",
        "organisation": "Regionens eller organisationens navn.",
        "person": "Den, man spørger efter.",
        "email": "Mailadressen.",
        "phone": "Telefonnummeret, i anførselstegn.",
        "source": "Hvor oplysningen kommer fra.",
        "checked": "Den dag, nogen fik den bekræftet, eller null.",
    },
}
"""Shape -> key -> what it means."""

DOCUMENTS = {
    "proposed_invitation": "Forslag til den mail, mødelederen sender til medlemmerne",
    "questionnaire": "Spørgeskemaet på papir",
    "package": "Klyngepakken: emnet, hvorfor, hvad man kan vente sig",
    "demo_deck": "Mødets præsentation med opdigtede tal",
    "deck": "Mødets præsentation med klyngens tal",
    "handouts": "Uddelingskopier til grupperne, med klyngens tal",
    "run_sheet": "Drejebogen, med mødets egne datoer",
    "programme": "Programmet, minut for minut",
    "note_sheet": "Ark til mødenoter",
    "implementation_plan": "Implementeringsplan i A4",
    "implementation_plan_a3": "Implementeringsplan i A3",
    "practice_sheet": "Ark til at arbejde videre i egen praksis (texts/practice.md)",
    "attendance_list": "Deltagerliste til underskrift",
    "seating_plan": "Bordplan (kræver seating)",
}
"""What the mails can carry."""

SLIDES = {
    "title": "Forsiden",
    "text": "Dine egne ord",
    "how_to_read": "Sådan læses figurerne",
    "response": "Hvor mange der har svaret",
    "overview": "Alle emner på ét billede",
    "section": "Ét emne, spørgsmål for spørgsmål",
    "agreement": "Hvor klyngen er enig, og hvor den er spredt",
    "measurement_points": "Målepunkterne fra package.yaml",
    "group_work": "Et gruppearbejde fra package.yaml",
    "help": "Hvor man kan få hjælp, med regionens kontakter",
    "offers": "Tilbud fra PLO-E, den regionale enhed og KiAP (texts/offers.md)",
    "follow_up": "Hvad der sker bagefter",
    "passport": "Hvor tallene kommer fra, og hvad der er skjult",
    "commitments": "Det, der blev aftalt sidst (kun comparison_deck)",
    "comparison_overview": "Alle emner dengang og nu (kun comparison_deck)",
    "comparison_section": "Ét emne dengang og nu (kun comparison_deck)",
}
"""The kinds of slides."""
