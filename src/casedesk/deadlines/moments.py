"""Steps in procedures on the timeline; the dates that follow from them are deadlines."""

from casedesk.kernel.moments import MomentRule
from casedesk.kernel.words import N_

MOMENTS = (MomentRule("procedure_step", "happened", N_("{step}"), "list-check"),)
