"""One hazard found twice: merged into the other, and taken apart again; and the pair that was offered."""

from zhiben.core.lifecycle import Machine, Transition
from zhiben.domains.hazards.lifecycle.shared import MOMENT, STANDING
from zhiben.domains.hazards.vocabulary import OPEN, PAIR_ENDED, PAIR_LABELS, PairState, State, Step

SAMENESS = (
    Transition(Step.MERGE, STANDING, State.MERGED, "hazards.merge", rules=MOMENT, movement="merged"),
    *(
        Transition(
            f"unmerge_{state}", (State.MERGED,), state, "hazards.merge", rules=MOMENT, movement="unmerged"
        )
        for state in OPEN
    ),
)
P = PairState
SAME_PAIR = Machine(
    model_label="hazards.SamePair",
    kind="same_pair",
    ended=frozenset(PAIR_ENDED),
    labels=PAIR_LABELS,
    counted=False,
    transitions=(
        Transition("offer", (), P.OFFERED, "hazards.merge"),
        Transition("ask_again", (P.REFUSED, P.LAPSED), P.OFFERED, "hazards.merge"),
        Transition("merge_by_hand", (), P.MERGED, "hazards.merge"),
        Transition("same", (P.OFFERED, P.REFUSED, P.LAPSED), P.MERGED, "hazards.merge"),
        Transition("different", (P.OFFERED, P.MERGED), P.REFUSED, "hazards.merge"),
        Transition("lapse", (P.OFFERED,), P.LAPSED, "hazards.merge"),
    ),
)
