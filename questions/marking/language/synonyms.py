"""Words that mean the same in every subject: countries and their people, terms and abbreviations, and everyday words.

The Synonyms lines of a scheme come first; these hold besides.
"""

from __future__ import annotations

from functools import lru_cache

from questions.marking.language.text import stem, stems_of

NAMES = """
usa = united states = united states of america = america = american = americans = yanks = yankees
ussr = soviet union = soviet = soviets = russia = russian = russians
un = united nations
uk = united kingdom = britain = great britain = british = england = english
eu = european union
china = chinese
japan = japanese
germany = german = germans
france = french
korea = korean = koreans
vietnam = vietnamese
india = indian = indians
italy = italian = italians
spain = spanish
poland = polish
cuba = cuban = cubans
egypt = egyptian = egyptians
israel = israeli = israelis
turkey = turkish
wwi = ww1 = world war i = world war one = world war 1 = first world war = great war
wwii = ww2 = wwll = world war ii = world war two = world war 2 = second world war
communism = communist = communists
capitalism = capitalist = capitalists
dmz = demilitarised zone = demilitarized zone
pow = pows = prisoners of war = prisoner of war
gdp = gross domestic product
co2 = carbon dioxide
h2o = water
o2 = oxygen
dna = deoxyribonucleic acid
"""

TERMS = """
air resistance = drag
resultant force = net force = overall force
red blood cell = rbc
white blood cell = wbc
central nervous system = cns
natural selection = survival of the fittest
birth control = contraception
global warming = climate change
greenhouse gas = greenhouse gases = ghg
fossil fuel = coal oil and gas
developing country = low income country = lic = ledc = third world
developed country = high income country = hic = medc
newly emerging economy = nee
transnational company = transnational corporation = multinational company = tnc = tncs = mnc = mncs
operating system = os
random access memory = ram
read only memory = rom
central processing unit = cpu = processor
local area network = lan
wide area network = wan
graphical user interface = gui
two factor authentication = 2fa = two step verification
denial of service = dos = ddos
internet service provider = isp
world wide web = www
artificial intelligence = ai
national health service = nhs
member of parliament = mp = mps
prime minister = pm
first past the post = fptp
proportional representation = pr
north atlantic treaty organisation = north atlantic treaty organization = nato
treaty of versailles = versailles treaty = tov
wall street crash = stock market crash = wsc
new economic policy = nep
five year plan = 5 year plan = fyp
guomindang = kuomintang = gmd = kmt
great leap forward = glf
viet cong = vietcong = vc
atomic bomb = nuclear bomb = nuclear weapon = atomic weapon = nuke = a bomb
hydrogen bomb = h bomb
marshall plan = marshall aid
normandy landings = d day
royal air force = raf
martin luther king = mlk = dr king
president kennedy = john f kennedy = jfk
president roosevelt = franklin roosevelt = fdr
koran = quran = qur'an
allah = god
electromagnetic wave = em wave
electromagnetic waves = em waves
electromagnetic radiation = em radiation
electromagnetic spectrum = em spectrum
sa = brownshirts = stormtroopers = storm troopers = sturmabteilung
concentration camp = death camp = extermination camp
magna carta = great charter
living standards = standard of living
gross national product = gnp
human immunodeficiency virus = hiv
"""
"""Terms of the subjects and their abbreviations; none is somebody."""

WORDS = """
near close nearby approaching approach nearing neared
fear afraid scared frightened worried worry feared threat threatened threatening
help aid support assist assistance assisted helped
stop prevent block halt end ended
start begin began launch launched
big large huge great massive
many lots numerous
kill killed murder murdered slaughter
die died dead death deaths
buy bought purchase purchased
get got gain gained obtain obtained receive received
give gave given hand handed grant granted provide provided supply supplied
want wanted wish wished desire desired hope hoped
make made create created produce produced
say said tell told claim claimed state stated
need needed require required
show showed prove proved demonstrate demonstrated
keep kept retain retained maintain maintained
leave left depart departed
job jobs work employment
dismiss dismissed sack sacked
money cash funds finance
rich wealthy
poor poverty
strong powerful power strength
weak weakness feeble
fight fought combat battle battled
soldier soldiers troops army armies forces military
leader ruler head
people population citizens inhabitants
law laws legislation
rule rules regulations
border frontier boundary
land territory
beat defeat defeated overcome
attack attacked invade invaded invasion
urge urged pressure pressured push pushed encourage encouraged persuade persuaded
build built construct constructed
change changed alter altered
increase increased rise rose grow grew growth
decrease decreased fall fell drop dropped decline declined reduce reduced
hot heat warm
cold cool chill
fast quick quickly rapid rapidly
sick ill disease illness
food meal meals
house home homes houses
child children kids
mother mum mom
father dad
freedom liberty free
day daytime daylight
night nighttime
pick choose chose choice select selected
"""
"""Groups of words that say the same nearly everywhere."""

WIDER = """
near close nearby approaching approach nearing neared closer adjacent beside
fear afraid scared frightened worried worry feared threat threatened threatening terrified anxious panic
help aid support assist assistance assisted helped
stop prevent block halt end ended avoid stopped prevented
stop cease finish end ended finished over
start begin began begun launch launched
cause trigger triggered spark sparked
cause lead led result make made produce bring brought
big large huge great massive vast enormous giant immense major
small little tiny minor
many lots numerous loads plenty several countless
few fewer scarce lacking shortage lack less short
kill killed murder murdered slaughter slaughtered massacre massacred assassinate assassinated slain execute executed
die died dead death deaths dying perish perished fatal
buy bought purchase purchased
sell sold trade traded
get got gain gained obtain obtained receive received acquire acquired earn earned
give gave given hand handed grant granted provide provided supply supplied offer offered donate donated
want wanted wish wished desire desired hope hoped aim aimed intend intended
make made create created produce produced form formed
say said tell told claim claimed state stated declare declared announce announced
need needed require required
must obliged compulsory mandatory forced required obligation obligatory
force forced compel compelled
show showed prove proved demonstrate demonstrated
keep kept retain retained maintain maintained preserve preserved
leave left depart departed exit
leave left flee fled escape escaped emigrate emigrated emigration defect defected migrate
run flee fled escape escaped
job jobs work employment occupation career
worker workers labour labourer labourers labor employee employees workforce staff
money cash funds finance
pay paid wages wage salary salaries income earnings earn
cost price fee expense
tax taxes taxation duty duties levy
rich wealthy wealth prosperous affluent
poor poverty destitute needy
strong powerful power strength mighty
power control authority rule
control controlled dominate dominated govern governed ruled ruling
weak weakness feeble fragile
fight fought combat battle battled fighting
war conflict fighting
argument argue argued quarrel quarrelled dispute disputed row disagreement disagree disagreed
soldier soldiers troops army armies forces military
leader ruler head chief
king monarch queen sovereign crown royal monarchy
lord lords noble nobles nobility aristocrat aristocrats aristocracy baron barons
peasant peasants farmer farmers villein villeins serf serfs
priest priests clergy vicar monk monks churchmen
religion religious faith
believe belief beliefs faith
worship pray prayer prayers
god divine holy
people population citizens inhabitants public
people person folk
everyone everybody all
law laws legislation act acts
law legal lawful
illegal unlawful banned forbidden outlawed prohibited
ban banned forbid forbidden prohibit prohibited outlaw outlawed
rule rules regulations
court trial trials tried judge judges judged
prison jail jailed imprisoned imprison imprisonment gaol locked arrest arrested
punish punished punishment penalty penalties fine fined
crime crimes criminal criminals offence offences
border frontier boundary
land territory
country nation state countries nations
city town cities towns
area region place zone district
abroad overseas foreign
beat beaten defeat defeated overcome
flog flogged flogging whip whipped whipping lash lashed lashing
win won victory victorious
lose lost losing
attack attacked invade invaded invasion raid raided assault
bomb bombs bombing bombed shelled airstrike
weapon weapons arms guns
ship ships boat boats vessel vessels navy fleet
plane planes aircraft airplane aeroplanes
protect protected protection defend defended defence defense guard guarded shield safe safety secure security
danger dangerous risk risky hazard
harm harmed hurt damage damaged injure injured injury
destroy destroyed ruin ruined wreck wrecked demolish demolished devastated destruction
burn burned burnt fire
urge urged pressure pressured push pushed encourage encouraged persuade persuaded convince convinced
build built construct constructed construction
repair repaired rebuild rebuilt fix fixed mend restore restored
change changed alter altered
improve improved improvement better
worse worsen worsened deteriorate deteriorated
increase increased rise rose grow grew growth risen expand expanded
high higher
decrease decreased fall fell drop dropped decline declined reduce reduced cut lower lowered
spread expand expanded
join joined unite united combine combined merge merged
alliance allies ally allied pact partnership
agree agreed agreement treaty deal pact accord
promise promised pledge pledged vow vowed swore
break broke broken
split divide divided separate separated
equal equality same equally
fair fairness just justice
freedom liberty free freed independence independent liberate liberated liberation
vote voted voting votes ballot
vote elect elected election elections
choose chose choice chosen pick select selected elect elected
parliament assembly legislature
government state authorities
minister ministers politician politicians
protest protested demonstrate demonstration demonstrated march marched
rebel rebelled rebellion revolt revolted uprising riot riots revolution
strike strikes walkout
oppose opposed opposition against resist resisted resistance
refuse refused reject rejected decline declined
allow allowed let permit permitted permission
remove removed rid
replace replaced substitute substituted
appoint appointed name named
teach taught educate educated education school schools schooling
learn learnt study studied
book books text
newspaper newspapers press media journalists
speak speech talk talked spoke
lie lied lies false fake untrue
secret secretly hidden spy spies
propaganda brainwash brainwashed indoctrinate indoctrinated
find found discover discovered discovery
look search searched
watch observe observed monitor check
measure measured record recorded
count counted number
test tested experiment experiments
hot heat warm heated warmth temperature
cold cool chill cooled freezing
fast quick quickly rapid rapidly speed faster quicker
slow slowly slower
sick ill disease illness diseases sickness infected infection
doctor doctors physician surgeon medic
medicine drug drugs treatment treatments cure cured
germ germs bacteria microbe microbes
clean hygiene sanitation hygienic
dirty filth filthy polluted unclean pollution contaminated
smell smells stink stench
food meal meals eat ate
hunger hungry starve starved starvation famine
crop crops harvest grain wheat
house home homes houses housing
child children kids youngsters
mother mum mom
father dad
woman women female females girl girls suffragette suffragist suffragettes suffragists
man men male males
elderly aged old
young youth
jew jews jewish
factory factories mill mills
machine machines machinery
train trains railway railways
business businesses company companies firm firms
owner owners boss bosses employer employers
trade commerce trading
expensive costly
cheap cheaper inexpensive
hard difficult tough
easy easier simple
new modern
old ancient
important significant key
believe think thought thinks believed
know knew known
understand understood
anger angry angered furious mad
hate hated hatred dislike disliked
like liked love loved popular
happy pleased glad
sad upset unhappy
shame ashamed humiliated humiliation embarrassed humiliating
prestige reputation respect status
guilt guilty blame blamed fault
join enter entered
move moved transfer transferred
travel travelled journey
carry carried transport transported
send sent
take took taken seize seized capture captured grab
steal stole stolen rob robbed theft
share shared divide
energy power
react reaction
mix mixed mixture
reflect reflected bounce bounces bounced
release released emit emitted
release released secrete secreted secretion
burn combustion
breathe breathing respiration
breathe inhale inhaled
gas air
middle centre central
top upper above
bottom lower below under
effect consequence impact
way method
first earliest
final last
whole entire full
part section
enough sufficient
destroy destroyed smash smashed break broke broken wreck wrecked trash trashed vandalise vandalised sabotage sabotaged
explode exploded explosion blow blew blast
bomb bombs bombing raid raids blitz
enlist enlisted recruit recruited conscript conscripted conscription draft drafted join
army navy forces military armed
man men bloke blokes guy guys lad lads
village villages settlement settlements hamlet
countryside rural farmland
town towns urban
revenge retaliate retaliated retaliation vengeance
plot plotted plotting conspiracy conspired scheme scheming
idea ideas plan plans policy
hang hanged execute executed execution beheaded behead
execute executed execution shot
murder massacre slaughter butcher butchered genocide
heir successor inherit inherited succession
marry married marriage wed wedding
divorce divorced annul annulled annulment
castle castles fort forts fortress stronghold
monastery monasteries abbey abbeys convent nunnery
bishop bishops archbishop clergy
slave slaves slavery enslaved
segregation segregated separate separated apart
racism racist discrimination discriminated prejudice prejudiced
colony colonies colonial empire imperial
explore explored exploration explorer discover
censor censored censorship ban banned
debt debts owe owed loan loans borrow borrowed lend lent
unemployed unemployment jobless
bankrupt bankruptcy collapsed bust
profit profits earnings money
inflation prices
suffrage franchise vote votes
representative representatives mp mps senator senators deputy deputies
council councils parliament assembly
veto block reject
approve approved approval consent permission
citizen citizens national nationals
immigrant immigrants migrant migrants foreigner foreigners newcomers
refugee refugees evacuee evacuees
settle settled settler settlers colonist colonists pioneer pioneers homesteaders
famine starvation hunger
jury jurors
amend amended amendment change
duty duties responsibility responsibilities
right rights entitled entitlement suffrage franchise suffragette suffragist suffragettes suffragists
loyal loyalty faithful allegiance
betray betrayed traitor treason
fame famous known renowned
clever intelligent smart
lazy idle
brave bravery courage courageous
cruel cruelty brutal harsh brutally
peace peaceful truce ceasefire armistice
surrender surrendered capitulate capitulated
retreat retreated withdraw withdrew withdrawal
conquer conquered conquest capture occupied occupy invaded
negotiate negotiated talks discuss discussed
meeting conference summit
isolate isolated alone cut
embargo sanctions boycott
poison poisoned toxic
infect infection contagious spread spreads transmitted transmit
immune immunity resistant resistance
vaccine vaccinated vaccination inoculation inoculate jab
symptom symptoms sign signs
virus viruses pathogen pathogens germs
operation surgery operate
sun sunlight solar light
soil earth ground mud
rain rainfall precipitation rained
river rivers stream
sea ocean seas
mountain mountains hills hill
tree trees forest forests woodland
animal animals creature creatures wildlife
plants vegetation
hot boiling
freeze frozen ice icy
heavy heavier weight mass
absorb absorbed soak soaked
conduct conducts conductor conduction
shiny reflective silver
hole holes gap gaps pores
thin narrow
wide broad
electricity electric electrical current
password passwords pin passcode
hacker hackers hacking unauthorised
delete deleted erase erased lost
copy copies backup duplicate
exile exiled banish banished banishment deport deported deportation expel expelled
overthrow overthrew overthrown topple toppled depose deposed oust ousted
oppress oppressed oppression persecute persecuted persecution
terror terrorise terrorised intimidate intimidated intimidation scare scared
assassin killer murderer
captive captives prisoner prisoners
crowd crowds mob mobs
merchant merchants trader traders
loot looted plunder plundered pillage pillaged
gun guns rifle rifles musket muskets cannon cannons artillery
emperor kaiser tsar king
voter voters electorate
abolish abolished repeal repealed scrapped
resign resigned quit abdicate abdicated abdication
rent rented lease leased
reward rewarded prize
baby babies infant infants
cattle cows livestock
coin coins currency
earthquake earthquakes quake quakes tremor tremors
encrypt encrypted encryption scramble scrambled
erosion erode eroded
exhausted tired weary
jealous jealousy envy envious
mistake mistakes error errors
recession slump downturn depression
bribe bribed bribery corrupt corruption
weaver weavers spinner spinners
craftsman craftsmen artisan artisans
landlord landlords landowner landowners
patriotic patriotism nationalism nationalist
pandemic epidemic plague outbreak
predict predicted forecast
rescue rescued save saved
restrict restricted limit limited
sailor sailors seamen
sewage waste rubbish refuse
shortage shortages scarcity lack lacked
siege besieged surrounded
spying espionage spy spies
starve starved famine hungry
surplus excess
trick tricked deceive deceived deception fool fooled
wound wounded injured injury
exterminate exterminated extermination annihilate annihilated
monarch king queen majesty
government regime
tariff tariffs toll tolls
goods products items stuff
possessions property belongings stuff treasure riches
textile textiles cloth fabric
pope papacy papal
throne crown
estate estates land
police policeman policemen officers cops constable
court tribunal
convict convicted guilty
thief thieves robber robbers theft stealing
vagabond vagabonds beggar beggars vagrant vagrants
barrier wall fence
submarine submarines uboat uboats
plantation plantations farm farms
voyage journey crossing sailed
native natives indigenous
buffalo bison
railway railroad railways railroads
oil petroleum
car cars vehicle vehicles automobile automobiles
radio wireless broadcast broadcasts
film films movie movies cinema
share shares stock stocks
capitalism capitalist private market enterprise
communist communists reds
fascist fascists nazi nazis
dictator tyrant dictatorship tyranny autocrat autocracy
reparations compensation
missile missiles rocket rockets
atomic nuclear
disarm disarmed disarmament
conscription conscripted forced
cavalry horsemen
taxes levy levies
famine blight
independence freedom sovereignty
separate apart separately
demographic demographics population
survey count census
track monitor
flaw flaws mistake mistakes fault faults weakness
shape formation
panic panicked chaos confusion confused disorder
disperse dispersed scatter scattered spread
damp wet moist soaked flooded
hunt hunted chase chased pursue pursued
evict evicted eviction removed
mate mates friend friends
quarrel quarrelled argument argued clash clashed
bully bullied intimidate
stuff things equipment
ammo ammunition bullets shells
lorry lorries truck trucks vehicles
skint broke poor bankrupt
dosh money cash
posh rich wealthy
boss leader chief head
telly television tv
paper papers newspaper
cop cops police
scrap scrapped abolish abolished
axe axed abolish abolished cut
quash crush crushed suppress suppressed suppression defeat
ally allied friend friendship friendly
enemy enemies foe rival rivals opponent opponents
boost boosted increase raise raised
dip dropped fell
day daytime daylight
night nighttime nightfall darkness
"""
"""Groups of words that say much the same in a short answer, where little else is said; in an essay they would tie
points to words that belong to others."""


def names() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Groups of names as runs of stems."""
    return _runs(NAMES)


def terms() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Groups of terms as runs of stems."""
    return _runs(TERMS)


@lru_cache(maxsize=2)
def _runs(table: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(tuple(stems_of(wording) for wording in line.split("=")) for line in table.strip().splitlines())


@lru_cache(maxsize=2)
def _groups(words: str) -> dict[str, frozenset[int]]:
    result: dict[str, set[int]] = {}
    for number, line in enumerate(words.strip().splitlines()):
        for word in line.split():
            result.setdefault(stem(word), set()).add(number)
    return {word: frozenset(groups) for word, groups in result.items()}


def groups_of(stem: str, *, widely: bool = False) -> frozenset[int]:
    """The groups of everyday words for the same that a stem is in, ``widely`` or nearly everywhere.

    >>> bool(groups_of("close") & groups_of("near")), bool(groups_of("close") & groups_of("far"))
    (True, False)
    >>> bool(groups_of("compulsori", widely=True) & groups_of("forc", widely=True))
    True
    """
    return _groups(WIDER if widely else WORDS).get(stem, frozenset())
