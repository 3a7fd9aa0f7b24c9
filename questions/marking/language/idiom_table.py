"""The everyday phrases that idioms.py knows, by what they mean in one word."""

from __future__ import annotations

IDIOMS = """
abandon: give up on, turn back on, leave behind, walk away from, walk out on
abdicate: step down, give up the throne
abolish remove: get rid of, do away with, stamp out, root out
absorb: take in, soak up, suck up, suck in
accelerate: speed up, get faster, go faster
accuse insult: shout at, yell at, scream at, have a go at
accept: say yes to, go along with, put up with, give in to, agree to
adapt: get used to, fit in
admit: let in, own up
advance: move forward, push forward
afraid fear: freak out, scared of, in fear
agreement treaty: do a deal, strike a deal, come to terms
aid help: help out, lend a hand, give a hand
alienate: turn against, put off
allow: let in, let through, give permission
ally alliance: team up, side with, join forces, work together, on the same side
ambitious: want more power
ambush: jump out at, surprise attack, jump out
anaesthetic: put to sleep, knock out, numb pain, no pain
angry discontent: fed up, lose temper, up in arms, have enough of, sick of
annex occupy: take over, move into, march into
announce proclaim: tell everyone, let people know
annoy anger: wind up, get on nerves
antiseptic: kill germs
apologise: say sorry
appease: give in, give way, back down, keep happy
appoint: put in charge, give the job to
approach near: get close to, come close to, come near, get near
approve: in favour of, agree with, go along with, say yes to, vote for
argue quarrel: fall out, have a row, disagree with
arrest: round up
arrest imprison prison: lock up, put in prison, put in jail, send to prison, send to jail, throw in jail
arrest imprison prison: throw in prison, throw into prison, put behind bars, lock away
arrive: turn up, show up
assemble: put together
attract: pull towards, pull together, draw in
avoid: keep away from, stay away from, get out of, stay out of, keep out of, get round
bankrupt: go bust, run out of money, no money left
befriend: make friends with
begin start: kick off, set in motion, break out, get going
betray: let down, turn back on, stab in the back, sell out, go behind back, go back on
blame: put the blame on
bombard: fire at, fire on
borrow: get a loan
boycott: stop buying, refuse to buy, stop using
breach: break through, get through
build: put up, set up
calculate decide: work out, figure out
calm: settle down, calm down
cancel: call off
capture: take prisoner, get hold of, take captive
care: look after, take care of
cause: lead to, bring about, set off, spark off, give rise to
ceasefire truce: stop fighting
censor: cut out, cover up
challenge: stand up to, take on
charity: help the poor, give to the poor
chase pursue: go after, run after, hunt down
cheap: not cost much, cost less, cost little
cheat: rip off
choose elect: vote in, vote for, pick out
cleanse purge eliminate: clear out, kill off, wipe out
coalition: share power, work together, team up
collapse fail: fall apart, fall through
collect gather: pick up, round up, get together, bring together
colonise: take over
communicate: keep in touch, talk to each other, get in touch
compete: go up against
complain: kick up a fuss
compromise: meet halfway, meet in the middle, give and take
concede: give in, give way, back down
condemn denounce: speak out against
condense: turn back into water, turn into liquid, turn to liquid, turn back to water
conduct: carry heat, let heat through, pass heat
confess: own up
confiscate: take off them
confront: stand up to, face up to
congestion: traffic jam
connect: link up, join up
conscript draft: call up
conserve: use less
consult: ask opinion
consume: use up, eat up
continue: carry on, go on with, keep going, keep on
contract: get smaller
contradict: go against
control: in charge, take control, run the show, call the shots, have the final say, keep in check, keep in line
convert: win over, turn into
cool: cool down, get colder
cooperate: work together, work with
corrode: eat away
create: set up, come up with
criticise blame: have a go at, point the finger at, speak out against
crowded: pack in, cram in, squash in
crucify: nail to the cross, die on the cross, put on a cross
debt: owe money, in the red
deceive trick: take in, make a fool of, pull the wool over, lie to
decelerate: slow down, get slower
decide: make up mind, have the final say
decrease fall: go down, come down, cut back, cut down, get less, get smaller, get lower
defeat: get the better of, come out on top, lose the war, lose the battle, wipe out
defect: change sides, switch sides, go over to
deforestation: cut down trees, chop down trees, cut trees down
demand: call for, ask for
demoralised: lose hope, lose heart, give up hope
demote: move down
denature: lose shape, change shape
deport: send back, ship off, send away, kick out
deposit: drop off, put down, set down
despise: look down on
destroy: wipe out, knock down, pull down, tear down, burn down, blow up, smash up
deter discourage: put off, scare off
dictatorship: one man in charge, one person in charge, one man rule
die: pass away, lose life, lose lives
disable: turn off, switch off, shut off
disband: break up
discover: find out, work out, come across, dig up, figure out
discrimination: treat differently, treat unfairly, treat badly
dismiss: lay off, kick out, throw out
disobey: break the rule, break the law
disperse scatter: spread out, break up, split up, go separate ways
dispute: fall out over, argue over
disrupt: mess up, get in the way of
dissolve: shut down, send home
distribute share: give out, hand out, share out, split up, dish out
divide: split up, break up
donate: give away
drought: no rain, not enough rain, no water
earn: make a living, make money, bring in money
educate: go to school
elect: vote into power, vote in
emigrate migrate: move abroad, go abroad, move to another country, move away, move out
emit release: give out, give off, let out
employ hire: take on, give job, give work
encircle: close in on
encourage inspire: cheer on, egg on, spur on, urge on
encrypt: turn into code, scramble up
enforce: carry out, make follow
enlist volunteer: sign up, join up, come forward, put name down
ensure: make sure
equal: treat the same, as good as
erode: wear away, wear down, wash away, eat away
establish: set up, start up
evacuate: move out, send away, move away
evade: get round, get out of, get away with
evaporate: dry up, turn into gas, turn to gas, turn into steam, turn to steam, turn into vapour
examine: look into
exchange: swap for, swap with
exclude: leave out, keep out, shut out
excommunicate: throw out of the church, kick out of the church
excrete: get rid of
execute kill: put to death, cut head off, chop head off
exhausted: wear out, run down, tire out
expand: get bigger
expel banish: kick out, throw out, drive out, force out, send away, turf out, chuck out, boot out
expensive: cost a lot, cost too much, cost a fortune, cost loads
explode bomb: blow up
exploit: take advantage of, make the most of
export: sell to, sell abroad, send abroad
extinct: die out, wipe out
extinguish: put out
fail failure: go wrong, fall through, fall flat
famous: well known
fasting: go without food
fight: go to war, take up arms
finance: pay for
flee escape: run away, run off, get away, get out, break out, slip away
forbid ban: make illegal
forgive: let off
form: set up, make up of
found: set up
free: let go, set free, let loose, let out
freeze: turn to ice, turn into ice, go solid, turn solid
frequent: all the time
fulfil: carry out
fund pay: pay for, put money into, chip in
give: hand over
grieve: be sad about
guard: watch over, keep watch
hack: break into
hardship: hard times, tough times, bad times
hate: sick of
heat: warm up, heat up, get hotter, get warmer
heir: next in line, take over after, son to take over
hide conceal: cover up, keep secret, keep quiet
hinder: get in the way of, hold back, slow down
hoard: stock up
homeless: nowhere to live, nowhere to go, no home, lose home
humiliate shame: make a fool of, look weak, look stupid, lose face, look silly, look bad
hygiene: wash hands, keep clean
ignore: take no notice of, pay no attention to, turn a blind eye
illegal: break the law
illiterate: cant read
immigrate: move here, come to live, move into, come over
implement: carry out, bring in, put into action, put in place, put into practice
import: buy from, bring into the country
impose: bring in
improve: get better, make better, do up
incompetent: no good at
increase rise: go up, shoot up, get bigger, get more, get higher, push up, step up, go through the roof, go sky high
independence: break away, break free, sever ties, cut ties, no longer under, rule itself, rule themselves
independence: govern itself, govern themselves, run itself, run themselves, own government
independent: on their own, by itself, by themselves, stand on own feet
inequality: gap between rich and poor
infiltrate: soak into, sink into
inflation: price go up, price rise, price increase, price shoot up, put price up, price go through the roof
influence: have a say in
inform: let know, spy on, tell on, grass on, snitch on, report on
inherit succeed: take over from, pass down, hand down, next in line, pass on to
inspect: check up on, look over
insulate: keep heat in, keep warm, stop heat getting out
insult: call names
integrate: mix with, fit in
intend: mean to, plan to
interfere: get involved, stick nose in, get in the way
intervene: step in, get involved, join in
introduce: bring in, set up, bring about
invade attack: march into, go into, burst into
invent: come up with, think up, dream up
invest: put money into
investigate: look into, find out about
irrigate: water the crops
isolate: cut off, leave out, on its own, no friends, no allies
isolationism: keep to itself
join: join up, sign up, team up, get together, come together, become part of
know: find out
lack: not enough, short of, run out of
lead head: in charge, at the top
leave flee: get out, go over to, cross over to, walk out, move away, move out
lenient: go easy on
liberate: set free
loot plunder: help themselves to
majority: over half, more than half, most votes
marry: get married, tie the knot
massacre: wipe out
measure count: keep track of, add up
melt: turn into liquid, turn to liquid
minority: less than half
mobilise: call up, get ready for war, get army ready
mock ridicule: make fun of, laugh at, take the mick
modernise: catch up with, bring up to date
monarch king queen: on the throne
monitor scrutinise: keep an eye on, keep track of, check up on, keep tabs on, watch over, keep in check
morale: lift spirits, keep spirits up, raise spirits, cheer up
negotiate: do a deal, strike a deal, talk things over
neutral: stay out of, keep out of
neutralise: cancel out
nomadic: move around, move from place to place
obey: do as told, do what told, follow orders, keep in line, toe the line
obliged compulsory forced: no choice, have no choice, not have a choice, whether like it or not, be make to
obliged compulsory forced: get make to, against will, be force to, against the law not to
obliged compulsory forced: illegal not to
omnipotent: all powerful
omniscient: know everything, all knowing
opportunity: chance to
oppose resist: stand up to, stand up against, go against, fight against, disagree with, hold out against
oppose resist: speak out against
oppress: keep down, treat badly, treat like dirt
orator: good speaker, good at speaking, speak well
organise: set up, sort out
outdated: out of date, old fashion
overcrowded: too many people, pack in, cram in
overthrow depose: bring down, kick out, throw out, kick off the throne
panic: freak out, lose head
parachute: jump out of plane
participate involve: take part, get involved, join in
peace: stop fighting, end the war, end of the war, no war, no more war, no fighting, lay down arms
permanent: for good, for ever
persecute: treat badly, pick on
persuade convince: talk into, win over, get to agree, bring round
plead: beg for
poor poverty: no money, badly off, worse off, hard up, cant afford, not much money
popular: well like, win over
portray: make out
postpone delay: put off, hold up, buy time
powerless: no power, no say
pressure urge: put pressure on, lean on, push into
prestige reputation: look good, good name, save face, look strong, look powerful
prevent stop: keep from, hold back
profit: make money, make more money
prolong: drag on, drag out
promise: give word, swear to
promote: move up
protect: look after, keep safe, watch over, keep out of danger, out of danger, out of harm way
protest: speak out, take to the streets, go on a march
provoke incite: wind up, stir up, whip up
publicise: get the word out, let people know, spread the word
punish: teach a lesson, make pay, get back at, come down hard on, make an example of, crack down on
quarantine isolate: shut in, lock in, keep away from
quick: in no time
raise: bring up
rebel revolt: rise up, rise against, stand up to, stand up against, fight back, turn against
rebuild: build up again, build back up
reconcile: make up with, make friends with
recover: get better, get back on its feet, get back on their feet, bounce back
recruit: sign up, take on, get to join
recycle: use again
reduce: cut down, cut back, bring down
referendum: vote on it, public vote, ask the people, everyone vote, people vote
reflect: bounce off, bounce back
refuse: say no to, turn down
regain reclaim: get back, take back, win back
reincarnation: bear again, come back as
reinforce: back up, build up
reinstate restore: bring back, put back
reject: say no to, turn down, vote down
release: let go, let out, let off, set free, let loose
rely depend: count on, lean on, depend on
remain: stay put
renewable: not run out, never run out, use again
renounce sacrifice: give up
repair: fix up, do up, patch up
reparations compensation: pay for the damage, pay for the war
repay: pay back
repel: fight off, drive back, push back, force back, beat back, push away, push apart
replace: take over from, take the place of, swap for, in place of, instead of
represent: stand for, speak for, act for, speak on behalf of
reproduce: have babies, have children, have a baby, have kids
request: ask for
resign: step down, stand down, step aside
resist defend: fight back, hold out, fight off, hold off, keep out
resistant: cant be kill
respect admire: look up to, think highly of
restrain: hold back
restrict: cut down on, hold back
resurrection: rise from the dead, come back to life, come back from the dead, rise again
retaliate: hit back, fight back, get back at
retreat withdraw: pull back, back off
reunify: bring back together, join back together, get back together
revenge: get back at, get own back, pay back
rich wealthy: well off, better off, lots of money, loads of money, plenty of money
rivalry: compete with
rule govern: in charge, run the country, sit on the throne, on the throne
ruthless: stop at nothing
sack: lay off
safe: out of danger, out of harm way, keep safe
scarce: hard to find, hard to get, hard to come by
scrutinise criticise: hold to account, call out, keep in check, point out
search: look for, look through, hunt for
secret: on the sly, on the quiet, behind closed doors
segregate: keep apart, keep separate
seize conquer: take over, take control, take hold of, get hold of, get hands on
separate: break away, break off, split up, split off, split from, cut ties, sever ties, cut off, keep apart
settle: settle down, make a home, put down roots
shortage: run out of, run out, not enough, short of, run low, run short
sick ill: come down with
silence: shut up
speech: speak out, say what want, speak mind, say what think, speak freely, say what like
spread: get round, pass on
stabilise: calm down, settle down
stalemate: nobody win, no one win, get stuck, go nowhere
starve hunger famine: run out of food, no food, nothing to eat, not enough food, go hungry, not enough to eat
starve hunger famine: go without food, food run out
stop end: bring to an end, come to an end, call off, shut down, close down
strengthen: build up, make stronger, get stronger
strike: walk out, down tools, stop working, stop work, refuse to work
strong powerful: build up, get stronger, have a lot of power
subsidise: help pay for
succeed success: do well, work out well, pay off
supervise: keep an eye on, watch over
supply provide: give out, hand out, hand over, send over, kit out
support: back up, side with, take sides with, stick up for, stand up for, in favour of
suppress: crack down on, put down, clamp down on, keep down, stamp out, come down hard on, keep in check
suppress: keep in line
surrender: give up, give in, lay down arms, wave the white flag, throw in the towel
surround: close in on, hem in, box in, all around
survive: stay alive, get through, live through, make it through, come through
suspend: put on hold
sustainable: not run out
symbolise: stand for
sympathise: feel sorry for
temporary: for a while, for now, for a bit, for the time being
tolerate: put up with
trade: buy and sell
transmit infect: pass on, catch from, catch off
transparent: see through
trigger: set off, spark off
unanimous: all agree
undermine: make look weak
understand: work out, figure out, make sense of
unemployed unemployment: out of work, no job, no work, lose job, out of a job, on the dole, lay off
unfair: treat differently, one rule for
unhappy: fed up, have enough of
unite: team up, join together, come together, get together, work together, stick together, band together
unite: bring together, join forces
unpopular: nobody like
vaccinate vaccine: give a jab, get a jab
veto: vote down, say no to
victory win: come out on top, get the better of, win the war, win the battle
voluntary: by choice, of own free will, out of choice
vote suffrage: have a say, get a say
vulnerable: open to attack, easy target, easy to attack
war: take up arms
warn: tip off
weaken: make weaker, get weaker, wear down
widespread: all over the place
worsen: get worse, make worse, go downhill
worship: pray to
"""
"""What phrases mean, and the phrases, their words in the base form. A determiner may stand between two words ("lost
their homes"), more between a verb and its particle ("kicked all the Jews out")."""
