"""Invented words for demonstrations and rehearsals: generic enough for any topic, with no person in them."""

INVENTED_TEXTS = (
    "Vi er blevet bedre til at holde pause sammen midt på dagen.",
    "Telefonen fylder meget om formiddagen. Vi mangler en fast plan for, hvem der tager den.",
    "Korte morgenmøder gør, at vi ved, hvad de andre står med.",
    "Jeg vil gerne have mere tid til at drøfte svære patientforløb med kolleger.",
    "Det hjælper, når vi aftaler faste tider til papirarbejdet.",
    "God stemning i huset. Vi kunne godt blive bedre til at sige fra i tide.",
    "At jeg kan ringe til en kollega, når jeg er i tvivl.",
    "Mindre skærm og mere tid med den, der sidder over for mig.",
    "Vores personale er dygtigt. Det mærker jeg hver eneste dag.",
    "Frokosten ryger tit, når dagen skrider. Den vil jeg gerne have tilbage.",
    "Når en patient siger tak på vej ud ad døren.",
    "Jeg ville ønske, at vi talte mere om det, der er svært, og mindre om det praktiske.",
)
