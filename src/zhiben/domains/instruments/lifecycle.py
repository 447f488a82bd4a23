"""The states of a document, as one table."""

from zhiben.core.lifecycle import Machine, Transition
from zhiben.domains.instruments import rules
from zhiben.domains.instruments.vocabulary import DocumentState as S

DOCUMENT = Machine(
    model_label="instruments.Document",
    kind="document",
    ended=frozenset({S.PUBLISHED, S.DISCARDED}),
    counted=False,
    transitions=(
        Transition("import", (), S.REVIEW, "instruments.import"),
        Transition(
            "publish",
            (S.REVIEW,),
            S.PUBLISHED,
            "instruments.publish",
            rules=(rules.in001_own_body, rules.in002_something_kept, rules.in003_all_decided),
        ),
        Transition("discard", (S.REVIEW,), S.DISCARDED, "instruments.import", rules=(rules.in001_own_body,)),
    ),
)
