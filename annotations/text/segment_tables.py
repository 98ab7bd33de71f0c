"""What the sentence rules know of each language: quotation marks, abbreviations, first words.

Plain data, from general knowledge of each language's usage. Words stand without their last stop.
An abbreviation in lower case is known however it is written; one with a capital only with a
capital, because "ill." ends a sentence and "Ill." is a state. A language that is not listed gets
`DEFAULT`, which leaves words to the library.
"""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

QUOTES = "\"“”„‟«»‹›‘’‚‛'"
OPENERS = "\"'“‘„‚«»‹([{¿¡「『《（【"


def words(text: str) -> frozenset[str]:
    """The blank-separated words of `text` as a set."""
    return frozenset(text.split())


def past(verbs: str) -> str:
    """The past tense of regular English verbs."""
    return " ".join(verb + ("d" if verb.endswith("e") else "ed") for verb in verbs.split())


@dataclass(frozen=True)
class Language:
    """One language's data for `annotations.text.segment`.

    `closers` end a quotation or bracket when they stand right behind a stop, `spaced_closers`
    when a blank comes between.

    Abbreviations: `tied` always want more, be they titles before a name or "i.e.". `counted` want
    the number that follows. `final` may end a sentence, and do before one of `starters`, as
    initials do. So do `places`, and they end one behind "city,". `measures` end one behind a
    number, `closing` always. `pairs` are two words that belong together.

    `starters` are words that begin sentences and are no names; a time that one of `leads` opens
    ("At 9 a.m.") is only their beginning. `after_hour` may follow a clock time. `reporting` verbs
    tie a quotation to its speaker, unless one of `subjects` follows; `reported` is the pattern
    that does so where words are not set apart by blanks.

    `ordinals`: a number with a stop is an ordinal, unless one of `cardinal` precedes it.
    `careless`: sentences are found that begin in lower case.
    """

    closers: str = "\"'”’»)]}"
    spaced_closers: str = "”"
    tied: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    final: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    closing: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    starters: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    after_hour: frozenset[str] = frozenset()
    reporting: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    reported: str = ""
    ordinals: bool = False
    cardinal: frozenset[str] = frozenset()
    careless: bool = False

    @cached_property
    def ending(self) -> str:
        """Marks that may stand behind the last stop of a sentence."""
        return self.closers + OPENERS

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """All words behind which a sentence may go on in lower case."""
        return self.tied | self.counted | self.final | self.places | self.closing

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words that are looked up."""
        return self.abbreviations | self.measures | {one for one, _other in self.pairs}


EN_MONTHS = "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
EN_DAYS = "Mon Tue Tues Wed Weds Thu Thur Thurs Fri Sat Sun"
EN_MONTH_NAMES = (
    "january february march april may june july august september october november december"
)
EN_DAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday"

ENGLISH = Language(
    careless=True,
    tied=words(
        "mr mrs ms mx messrs mme mmes mlle dr drs prof profs lt lts capt sgt sgts cpl cpls pvt pfc"
        " spc cdr cmdr comdr cmdt commr adm brig supt insp atty msgr mgr ald cllr coun asst assoc"
        " det gens cols sens reps revs govs Gov Maj Rev Hon Rt Amb Bp Abp Exec Dist Adj Const Cpt"
        " Ens e.g i.e eg ie cf viz vs v approx esp incl resp circa aka a.k.a p.s p.p.s ps"
    ),
    counted=words(
        "no nos fig figs sect sects vol vols ch chap chaps pp p par para paras art arts cl ver eq"
        " eqs tel ext apt rm bldg div exp c ca est ft yd yds hr hrs min mins sec secs lb lbs oz"
        f" Op Rte {EN_MONTHS} {EN_DAYS}"
    ),
    final=words(
        "inc corp ltd co cos bros plc llc llp pty pte mfg jr sr esq etc al dept depts univ assn"
        " assns intl natl govt ave blvd rd hwy pkwy sq ph.d m.d St Sts Mt Mts Ft Pt Pl Ct Ln Ter"
        " Ste Hts Col Gen Rep Sen Pres Sec Dep Treas Fr Br Inst Ret"
    ),
    places=words(
        "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont"
        " Neb Nebr Nev Okla Ont Ore Pa Que Sask Alta Tenn Tex Va Vt Wash Wis Wyo d.c n.y n.j n.c"
        " s.c n.h n.m n.d s.d r.i w.va b.c n.b n.s p.e.i n.s.w l.a u.s u.k u.s.a"
    ),
    measures=words(
        "ft in yd yds mi sq cu lb lbs oz gal gals qt qts tbsp tsp hr hrs min mins sec secs mo mos"
        " yr yrs wk wks cm mm km kg pct pts p.c mph m.p.h"
    ),
    pairs=frozenset(product(EN_DAYS.lower().split(), EN_MONTH_NAMES.split())),
    starters=words(
        "a an the this that these those it its it's he she they we you i i'm i've his her hers"
        " their our my your him them us me himself herself itself themselves there there's here"
        " he's she's they're we're you're we've that's what's and but so or nor yet if then than"
        " unless until till when whenever while whilst as since because although though whether"
        " whereas where wherever however meanwhile moreover furthermore nevertheless nonetheless"
        " therefore thus hence otherwise instead besides indeed still also too even just only not"
        " never nearly almost perhaps maybe again already always often sometimes usually soon now"
        " once later earlier recently finally eventually today tonight yesterday tomorrow about"
        " above across after against along amid among amongst around at before behind below beneath"
        " beside between beyond by despite during except following for from in inside into like"
        " near of off on onto opposite outside per regarding through throughout to together toward"
        " towards unlike upon via with within without according some someone something any anyone"
        " anything all both each either neither every everyone everybody everything few fewer many"
        " more most much several such other others another enough less no none nobody nothing one"
        " two three four five six seven eight nine ten who whom whose which what why how is isn't"
        " are aren't was wasn't were weren't am be been do don't does doesn't did didn't has have"
        " haven't had hadn't can can't could couldn't would wouldn't should shall must might won't"
        " let let's please thanks thank yes hello hi sorry ok okay well"
    ),
    leads=words("at by around about before after until till since from between on in within"),
    after_hour=words(
        "est edt et cst cdt ct mst mdt mt pst pdt pt ast adt akst akdt hst nst ndt gmt utc bst ist"
        " wet west cet cest eet eest msk pkt jst kst hkt sgt aest aedt acst acdt awst nzst nzdt"
        " sast eat wat cat brt eastern central mountain pacific atlantic local greenwich zulu"
        f" mondays tuesdays wednesdays thursdays fridays saturdays sundays {EN_DAY_NAMES}"
        f" {EN_MONTH_NAMES} {EN_MONTHS.lower()} {EN_DAYS.lower()}"
    ),
    reporting=words(
        "say says said ask asks tell tells told write writes wrote read reads think thinks thought"
        " add adds cry cries cried reply replies replied sing sings sang swear swears swore shout"
        " shouts yell yells chant chants scream screams tweet tweets wonder wonders recalls notes"
        " explains insists jokes warns argues writing saying asking quipped admitted blurted"
        " testified repeated began begins continues concludes responds declares announces exclaims"
        " pleaded "
        + past(
            "accuse acknowledge add advise affirm agree allege announce answer argue ask assert"
            " assure bark beam bellow boast call caution challenge chant charge cheer chide chime"
            " chuckle claim comment complain concede conclude confess confide confirm contend"
            " continue counter crow declare demand deride echo emphasise emphasize exclaim explain"
            " fume gasp groan growl grumble gush holler howl implore inquire enquire insist"
            " instruct interject interrupt joke lament laugh marvel moan mumble murmur muse mutter"
            " note object observe opine order ponder post pray predict proclaim promise prompt"
            " protest query question rage rant reason reassure recall recount reflect remark remind"
            " respond retort roar scoff scream shout shriek sigh snap sneer snort sob stammer state"
            " stress suggest tease text thunder tweet urge venture volunteer vow wail warn"
            " whisper wonder yell"
        )
    ),
    subjects=words("that it he she they we there"),
)

GERMAN = Language(
    closers="\"'“‘«»”’)]}",
    ordinals=True,
    tied=words(
        "dr prof hr Fr frl dipl ing Mag lic hl st bzw vgl ggf bspw sog geb gest verh verw gesch"
        " evtl ggfs eigtl ehem einschl ausschl abzgl zzgl zzt bzgl betr gem insb insbes inkl exkl"
        " kath evang griech lat engl frz österr nördl südl östl westl allg städt staatl"
        " Gen Lt Oblt Hptm Maj Obstlt Ggf Hptkm Kpt Adm Präs Min.-Dir Frhr Dres Stv stellv Hrsg"
        " z.b d.h u.a i.d.r o.ä u.u v.a z.t z.zt i.a m.e h.c o.g s.u s.o zw"
    ),
    counted=words("nr nrn ca abs art bd bde kap abb tab s ziff § §§ tel vgl max min mind rd Sp Jg"),
    final=words(
        "usw etc ff co jr sr chr str pl abt mio mrd tsd std sek bez aufl jh jhd jhdt kl bhf hbf"
        " e.v d.j d.m u.s.w Jan Feb Febr Apr Jun Jul Aug Sep Sept Okt Nov Dez"
    ),
    closing=words("n.chr v.chr"),
    leads=words("im um ab bis seit gegen etwa nach vor"),
    cardinal=words(
        "seite nummer platz rang artikel kapitel absatz paragraf paragraph punkt teil band version"
        " kanal gleis zimmer raum linie gruppe klasse stufe nr von bis auf minus plus etwa rund"
        " knapp über unter mit gegen nur erst insgesamt zu nach hausnummer alter liga"
    ),
    starters=words(
        "der die das den dem des ein eine einen einem einer eines kein keine keiner er sie es wir"
        " ich ihr ihm ihn ihnen ihre ihren ihrem ihrer sein seine seinen seinem seiner mein meine"
        " unser unsere man dies diese dieser diesen diesem dieses jene jener jede jeder jedes alle"
        " alles beide einige viele mehrere manche wer was wo wie wann warum weshalb wieso welche"
        " welcher welches und aber oder denn doch sondern so dann da dort hier als wenn weil obwohl"
        " während bevor nachdem seit seitdem bis ob dass damit sobald solange falls indem wobei"
        " im in am an ans auf aus außer außerhalb bei beim durch für gegen hinter laut mit nach"
        " neben ohne seitens statt trotz über um unter vom von vor wegen zu zum zur zwischen auch"
        " nun nur noch nicht nichts niemand jemand jetzt heute gestern morgen bereits schon bald"
        " immer nie erst zuerst zunächst zuvor zuletzt zudem außerdem ebenso daher deshalb deswegen"
        " darum dabei dafür dagegen daraufhin darüber danach davor dazu dennoch trotzdem jedoch"
        " allerdings also somit inzwischen mittlerweile derzeit später früher schließlich insgesamt"
        " vielleicht wahrscheinlich offenbar zwar sogar selbst sonst mehr weniger weitere andere"
        " ist sind war waren hat haben hatte hatten wird werden wurde wurden kann können soll"
        " sollen gibt derweil anschließend ferner hinzu demnach zugleich insbesondere"
    ),
)

FRENCH = Language(
    spaced_closers="»”",
    tied=words(
        "m mm mme mmes mlle mlles dr drs pr prs Me mgr st ste sts av apr bd boul cf env p.ex"
        " c.-à-d c-à-d Gal Cdt Col Cap Lt Sgt Adj Maître vs S.A.R S.M S.E"
    ),
    counted=words(
        "p pp no nos n° art chap vol fig env av apr tél janv févr avr juill sept oct nov déc éd t"
        " al §"
    ),
    final=words("etc janv févr avr juill sept oct nov déc cie sté éd coll jr ndlr hab"),
    starters=words(
        "le la les l'un un une des du de il elle ils elles on nous vous je ce cet cette ces ceci"
        " cela ça c'est son sa ses leur leurs notre nos votre mon ma mes qui que quoi quand comment"
        " pourquoi où combien quel quelle quels quelles et mais ou or donc car ni puis alors ainsi"
        " aussi cependant pourtant toutefois néanmoins enfin ensuite déjà encore toujours jamais"
        " dans en à au aux avec sans sous sur par pour chez contre depuis dès entre parmi pendant"
        " durant avant après vers selon malgré outre grâce face lors lorsque si comme parce puisque"
        " tandis bien même autre d'autres tout toute tous toutes chaque plusieurs certains"
        " certaines aucun aucune plus moins peu beaucoup très trop hier aujourd'hui demain ici là"
        " voici voilà oui non rien personne désormais finalement actuellement récemment est était"
    ),
)

SPANISH = Language(
    tied=words(
        "sr sra srta sres sras dr dra dres d dña prof profa ing lic licda arq gral gral cnel tcnel"
        " cap tte sgto cmdte alm mons rvdo rvda hno hna sto sta fray excmo excma ilmo ilma pdte"
        " pdta vdo vda p.ej ej av avda avd pza plza ud uds vd vds vs admón dpto depto"
    ),
    counted=words(
        "pág págs p pp núm núms nro no n n.º art arts cap caps vol vols fig figs tel tfno aprox"
        " ca máx mín av avda c/ km ed ene feb mar abr may jun jul ago sep sept oct nov dic"
    ),
    final=words(
        "etc uu aa oo hh cía hnos ltda s.a s.l ee.uu jr ene feb abr jun jul ago sep sept oct nov"
        " dic"
    ),
    starters=words(
        "el la los las lo un una unos unas él ella ello ellos ellas yo tú usted ustedes nosotros"
        " este esta esto estos estas ese esa eso esos esas aquel aquella aquello aquellos su sus"
        " mi mis nuestro nuestra tu y e o u ni pero mas sino aunque porque pues si como cuando"
        " donde mientras que quien quienes cual qué quién cuándo cómo dónde por para con sin sobre"
        " bajo ante tras desde hasta hacia entre contra según durante mediante de del en a al se"
        " no sí ya también tampoco además incluso aún todavía siempre nunca jamás luego después"
        " antes ahora entonces hoy ayer mañana así sin más menos muy poco mucho muchos muchas"
        " varios varias algunos algunas otro otra otros otras todo toda todos todas cada ambos"
        " ninguno ninguna nadie nada es son era eran fue fueron ha han había hay está están"
        " asimismo finalmente actualmente recientemente posteriormente tanto"
    ),
    pairs=frozenset(
        {("ee", "uu"), ("ff", "aa"), ("jj", "oo"), ("cc", "oo"), ("rr", "hh"), ("dd", "hh")}
    ),
)

RUSSIAN = Language(
    closers="\"'»“”)]}",
    tied=words(
        "ул пл просп пр-т пер наб бул б-р обл р-н кв корп оф проф акад доц св ред изд пос дер оз"
        " тов ген полк подполк лейт адм зам зав инж реж авт сост ст ср см напр англ нем франц лат"
        " исп греч т.е т.к т.н гр г-н г-жа гос"
    ),
    final=words("им"),
    closing=words("т.д т.п н.э др проч"),
    counted=words("с стр ст п пп гл т рис табл № г ок д кв тел разд"),
    measures=words(
        "г гг в вв руб коп долл тыс млн млрд трлн чел экз ч мин сек м см мм км кг га л т ц шт стр"
    ),
    starters=words(
        "он она оно они я мы вы ты его её ее их ему ей им наш ваш мой свой это этот эта эти этого"
        " этому тот та те то там тут здесь туда так такой такая такие тогда теперь сейчас потом"
        " затем уже ещё еще всё все весь вся каждый многие некоторые другие один одна одни два"
        " в во на с со к ко о об обо от до из за по под при про для без над перед после между среди"
        " кроме вместо около через из-за против согласно благодаря несмотря и а но или либо да нет"
        " не ни если когда пока хотя чтобы как что кто где куда откуда почему зачем сколько какой"
        " какая какие который также тоже однако поэтому потому впрочем причём причем например"
        " именно даже только лишь сегодня вчера завтра раньше ранее позже позднее недавно впервые"
        " всего был была было были есть будет может кстати напомним отметим вероятно возможно"
    ),
    leads=words("в во к ко с со до от по на за после около"),
)

CHINESE = Language(
    closers="\"'”’」』》）】)]}",
    reported=(r"[^\s，、；：。！？“”「」]{0,8}?(?:[说說问問喊答]|表示|(?<!知)道)[，：。！]"),
)

HINDI = Language(
    tied=words(
        "डॉ डा श्री श्रीमती सुश्री कु प्रो पं मो स्व ले मे कैप्टन जन सं प्रा नं क्र ए बी सी डी ई एफ जी एच"
        " आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू एक्स वाई वाय ज़ेड"
    ),
    reporting=words("कहा बोला बोले बोली पूछा बताया लिखा जोड़ा"),
)

ARABIC = Language(
    closers="\"'”’»)]}",
    tied=words("د أ م ا ص ج ط أ.د ا.د د.م"),
    measures=words("م هـ ه كم"),
    starters=words(
        "هذا هذه ذلك تلك هو هي هم نحن أنا في من على إلى عن مع بعد قبل عند منذ حيث بينما لكن ثم كما"
        " أما إن أن قال قالت وقال وقالت وأضاف وأضافت وأكد وأكدت وأوضح وأشار وذكر وكان وكانت وقد ولم"
        " ولا وفي ومن وعلى وهو وهي وهذا وهذه لم لا ليس ما ماذا لماذا كيف هل"
    ),
    leads=words("في عام منذ سنة"),
)

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
