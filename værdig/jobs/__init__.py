"""Background work: jobs that features and plug-ins declare, run soon after they are asked for or on a schedule.

What waits in the queue is a job's name, a municipality and plain ids, signed; never content about a person. Nothing a citizen
does in a survey asks for a job. A job that was cut short is not in the queue any more: what it works on must tell by itself what
is left, and a schedule takes it up again. What a job does is known by whoever declares it.
"""

from værdig.jobs import states
from værdig.jobs.queue import Jobs, init, jobs, soon

__all__ = ["Jobs", "init", "jobs", "soon", "states"]
