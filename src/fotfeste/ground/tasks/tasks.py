"""Jobs that keep the job queue itself in order. Rooms define theirs in a `tasks.py` of their own."""

from procrastinate import JobContext, builtin_tasks
from procrastinate.contrib.django import app

KEPT_FOR_HOURS = 14 * 24


@app.periodic(cron="17 3 * * *")
@app.task(name="tasks.remove_old_jobs", queueing_lock="tasks.remove_old_jobs", pass_context=True)
async def remove_old_jobs(context: JobContext, timestamp: int) -> None:
    """Every night: forget jobs that ended well two weeks ago. Those that failed stay until somebody has looked."""
    await builtin_tasks.remove_old_jobs(context, max_hours=KEPT_FOR_HOURS)


@app.periodic(cron="*/10 * * * *")
@app.task(name="tasks.retry_stalled_jobs", queueing_lock="tasks.retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Every ten minutes: give jobs whose worker was killed to another. Every job must bear being run twice."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)
