"""Declares a job that would run all the time."""

from værdig.api import Job, PluginInfo, hookimpl

PLUGIN = PluginInfo(id="bad_job", title="Uden pause")


@hookimpl
def register_jobs():
    yield Job(id="bad_job.always", title="Hele tiden", run=print, every_minutes=0)
