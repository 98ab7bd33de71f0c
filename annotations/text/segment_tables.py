"""What the sentence rules know of each language: quotation marks, abbreviations, first words.

Plain data, from general knowledge of each language's usage. Words are kept in lower case and
without their last stop. A language that is not listed gets `DEFAULT`.
"""

from dataclasses import dataclass, field


def words(text: str) -> frozenset[str]:
    """The blank-separated words of `text` as a set."""
    return frozenset(text.split())


@dataclass(frozen=True)
class Language:
    """One language's data for `annotations.text.segment`.

    `closers` end a quotation or bracket when they stand right behind a stop. `titles` never end
    a sentence before a capital, `counted` never before a digit. `final` may end one, and does
    before one of `starters`. `never` are abbreviations that always want more.
    """

    closers: str = "\"'”’»)]}"
    spaced_closers: str = "”"
    titles: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    final: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    reporting: frozenset[str] = frozenset()
    after_hour: frozenset[str] = frozenset()
    after_ordinal: frozenset[str] = frozenset()
    before_ordinal: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = field(default_factory=frozenset)


EN_MONTHS = "jan feb mar apr jun jul aug sep sept oct nov dec"
EN_DAYS = "mon tue tues wed thu thur thurs fri sat sun"
EN_STATES = (
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb"
    " nev okla ore pa tenn tex va vt wash wis wyo"
)

ENGLISH = Language(
    titles=words(
        "mr mrs ms mx dr drs prof gen lt col sgt cpl pvt pfc capt cmdr cdr maj adm brig gov sen"
        " sens rep reps rev hon pres messrs mme mlle supt det insp atty amb fr msgr mt ft st ste"
        " vs v cf viz eg ie e.g i.e approx ca esp incl p.s sec dep dept asst asst exec"
    ),
    counted=words(
        "no nos fig figs sec sect art arts vol vols ch chap pp p para paras par approx ca c cl"
        f" circ est tel ext pt apt rm bldg eq ver op {EN_MONTHS}"
    ),
    final=words(
        "inc corp ltd co bros plc llc jr sr esq etc al dept univ assn ave blvd st rd sq hwy"
        f" ph.d m.d b.a m.a pp {EN_MONTHS} {EN_DAYS} {EN_STATES}"
    ),
    never=words("e.g i.e cf viz vs"),
    starters=words(
        "the a an this that these those it its he she they we you i his her their our my your"
        " there here but and so or yet if when while as in on at by for from with to of after"
        " before since although though however meanwhile still then now not no nobody none all"
        " some many most both each one two another other what who why how where which neither"
    ),
    reporting=words(
        "said says say asked asks told tells wrote writes tweeted added adds replied shouted"
        " cried yelled exclaimed wondered responded announced declared recalled noted insisted"
        " quipped joked warned continued demanded admitted"
    ),
    after_hour=words(
        "est edt et cst cdt ct mst mdt mt pst pdt pt gmt utc bst cet ist eastern central mountain"
        " pacific local monday tuesday wednesday thursday friday saturday sunday january february"
        " march april may june july august september october november december"
        f" {EN_MONTHS} {EN_DAYS}"
    ),
)

GERMAN = Language(
    closers="\"'“‘«»”’)]}",
    titles=words(
        "dr prof hr fr frl dipl ing st hl bzw vgl ca evtl ggf inkl bspw sog geb gest verh gen"
        " nr str bd abs art kap abb tab z.b d.h u.a i.d.r o.ä u.u v.a"
    ),
    counted=words("nr ca abs art bd kap abb s ziff § tel vgl"),
    final=words("usw etc co jr sr chr"),
    starters=words(
        "der die das ein eine er sie es wir ich ihr im in am an auf bei nach mit von zu aber und"
        " doch so dann da dies diese dieser dieses seit als wenn während auch nun zwar"
    ),
    reporting=words("sagte sagt fragte rief schrieb erklärte meinte antwortete"),
    after_ordinal=words(
        "jahrhundert jahrhunderts jahrhunderte jahrhunderten jahrtausend jahrtausends januar"
        " februar märz april mai juni juli august september oktober november dezember jänner"
        " jahrestag geburtstag lebensjahr platz rang mal stock etage klasse"
        " bezirk auflage ausgabe staffel runde spieltag minute bundestag weltkrieg tag woche monat"
    ),
    before_ordinal=words("im am vom zum ab dem den des der bis seit jeden jeder das die und"),
)

FRENCH = Language(
    spaced_closers="»”",
    titles=words("m mm mme mmes mlle dr pr me mgr st ste cf env av apr art chap p.ex"),
    counted=words("p pp no n° art chap vol fig env av apr"),
    reporting=words("dit demande écrit lance répond ajoute"),
    starters=words("le la les un une il elle ils elles on ce cette ces mais et dans en à au nous"),
    final=words("etc"),
)

SPANISH = Language(
    titles=words("sr sra srta sres dr dra d dña prof ing lic gral cnel av avda pág p.ej ej ud uds"),
    counted=words("pág págs p pp núm no n art cap vol fig ca aprox"),
    final=words("etc c uu"),
    starters=words(
        "el la los las un una él ella ellos ellas en este esta esto estos estas pero y su sus al"
        " con por para se no según además también"
    ),
    pairs=frozenset({("a", "c"), ("d", "c"), ("ee", "uu"), ("n", "º"), ("n", "°")}),
)

RUSSIAN = Language(
    closers="\"'»“”)]}",
    titles=words("г д ул пл пр им проф акад св т.е т.к т.н ред"),
    counted=words("с стр ст п гл т рис табл № г ок"),
)

CHINESE = Language(closers="\"'”’」』》）】)]}")

HINDI = Language(titles=words("डॉ श्री श्रीमती प्रो पं मो"))
ARABIC = Language(closers="\"'”’»)]}", titles=words("د أ م"))

DEFAULT = Language()

LANGUAGES: dict[str, Language] = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "ru": RUSSIAN,
    "zh": CHINESE,
    "ja": CHINESE,
    "hi": HINDI,
    "ar": ARABIC,
}
