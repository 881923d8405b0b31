"""Writing the register. Each service is audited, refuses in sentences, and does a request sent twice once.

For other rooms: `add_action` puts one action into the register of an office, and `propose_many` many at
once, whole or not at all. What a row says are the fields of `content.ACTION_WRITTEN`, each as text or its
own kind; what is left out is empty::

    propose_many(
        [{"office": "15.71", "library": "quiet-period-sweep", "title": "…", "indicators": ["I54"], "effort": 16}],
        batch=uuid4(), origin=f"plan:{plan.pk}", actor=member,
    )

They are *proposed* until the head of their office accepts them; with ``planned=True``, which only a
head of the office or of one above may say, they are planned at once.
"""

from ikpweb.prevention.register.services.actions import add_action, change_action, move_action, tick
from ikpweb.prevention.register.services.appetite import set_appetite
from ikpweb.prevention.register.services.bulk import drop_batch, propose_many
from ikpweb.prevention.register.services.commenting import comment
from ikpweb.prevention.register.services.risks import change_risk, enter_risk, move_risk

__all__ = [
    "add_action",
    "change_action",
    "change_risk",
    "comment",
    "drop_batch",
    "enter_risk",
    "move_action",
    "move_risk",
    "propose_many",
    "set_appetite",
    "tick",
]
