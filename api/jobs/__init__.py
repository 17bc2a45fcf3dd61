"""Jobs: heavy or late work in a queue in PostgreSQL, done by any number of workers (procrastinate).

A feature's tasks are in its `jobs.py`; `naerhed worker` does them.
"""
