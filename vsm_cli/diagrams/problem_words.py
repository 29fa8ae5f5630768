"""What is wrong, in the few words that fit at its place on a picture."""

from collections.abc import Sequence

from vsm_cli.diagnostics import Diagnostic
from vsm_cli.language import message, tr

_WORDS = {
    "VSM002": message("unknown key"),
    "VSM003": message("value not readable"),
    "VSM004": message("defined twice"),
    "VSM005": message("not defined"),
    "VSM009": message("nothing to suppress"),
    "VSM101": message("no owner"),
    "VSM102": message("no owner"),
    "VSM103": message("no owner"),
    "VSM104": message("no owner"),
    "VSM105": message("link without owner"),
    "VSM106": message("no owner"),
    "VSM107": message("role without team"),
    "VSM108": message("owner is outside"),
    "VSM201": message("no path"),
    "VSM202": message("data not carried"),
    "VSM203": message("carried by hand"),
    "VSM204": message("input from nowhere"),
    "VSM205": message("output not used"),
    "VSM206": message("no master system"),
    "VSM207": message("not used"),
    "VSM208": message("data too late"),
    "VSM209": message("master is behind"),
    "VSM210": message("outside the systems"),
    "VSM211": message("paths disagree"),
    "VSM301": message("no practice"),
    "VSM302": message("unknown practice"),
    "VSM303": message("practice by another name"),
    "VSM304": message("former practice"),
    "VSM305": message("practice missing"),
    "VSM401": message("accepted twice"),
    "VSM402": message("no criteria"),
    "VSM403": message("accepts its own work"),
    "VSM404": message("accepts everything"),
    "VSM501": message("no trigger"),
    "VSM502": message("no value"),
    "VSM503": message("never reached"),
    "VSM504": message("never ends"),
    "VSM505": message("shares do not add up"),
    "VSM506": message("to and fro"),
    "VSM507": message("branches do not meet"),
    "VSM508": message("no steps"),
    "VSM509": message("no customer"),
    "VSM510": message("demand differs"),
    "VSM511": message("wait given twice"),
    "VSM601": message("no support"),
    "VSM602": message("supports nothing"),
    "VSM603": message("core stream missing"),
    "VSM604": message("link without data"),
    "VSM605": message("practice without support"),
    "VSM606": message("support too slow"),
    "VSM607": message("streams not linked"),
    "VSM608": message("people not connected"),
    "VSM609": message("pillar fails too often"),
    "VSM610": message("pillar not rated"),
    "VSM701": message("open loop"),
    "VSM702": message("customer carries the case"),
    "VSM703": message("customer sent around"),
    "VSM704": message("stages out of order"),
    "VSM705": message("no stream here"),
    "VSM706": message("in no journey"),
    "VSM707": message("passed on too often"),
    "VSM708": message("asked twice"),
    "VSM709": message("value not confirmed"),
    "VSM710": message("customers not satisfied"),
    "VSM711": message("silent for too long"),
    "VSM712": message("nobody asks customers"),
    "VSM801": message("times contradict"),
    "VSM802": message("no time given"),
    "VSM803": message("promise not kept"),
    "VSM804": message("takes longest"),
    "VSM805": message("team overloaded"),
    "VSM806": message("total differs"),
    "VSM807": message("never right first time"),
    "VSM808": message("quality contradicts rework"),
    "VSM809": message("promise not judged"),
    "VSM901": message("map out of date"),
    "VSM902": message("idea nobody follows"),
    "VSM903": message("idea overdue"),
    "VSM904": message("idea without effect"),
    "VSM911": message("takes other times"),
    "VSM912": message("other shares"),
    "VSM913": message("way not declared"),
    "VSM914": message("hand-off not declared"),
    "VSM915": message("hardly ever done"),
    "VSM916": message("to and fro"),
    "VSM917": message("promise not kept"),
    "VSM918": message("rows of no step"),
}
_OF_ONE = message("{what} {code}")
_OF_SEVERAL = message("{what} {code} +{count}")


def words_of(problems: Sequence[Diagnostic]) -> str:
    """What the badge of some problems says: the worst in words, its code, and how many there are
    besides. A rule of somebody's own says its name."""
    worst = max(problems, key=lambda problem: problem.level.weight)
    what = tr(_WORDS[worst.code]) if worst.code in _WORDS else worst.name.replace("-", " ")
    if len(problems) == 1:
        return tr(_OF_ONE, what=what, code=worst.code)
    return tr(_OF_SEVERAL, what=what, code=worst.code, count=len(problems) - 1)
