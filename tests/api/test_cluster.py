"""The private cluster, with real PostgreSQL servers in folders of their own."""

import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from api.cluster import ClusterError, ClusterUrls, PrivateCluster, default_state_folder
from api.cluster.folders import make_private
from api.cluster.leftovers import server_pid

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another")


def ask(url: str, statement: str) -> object:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        cursor = connection.execute(statement)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def wait_until(condition: Callable[[], bool], limit_s: float = 10.0) -> None:
    deadline = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def open_folder() -> Iterator[Path]:
    """A folder that another user may pass through, as pytest's own are not."""
    folder = Path(tempfile.mkdtemp(prefix="cluster-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def made(open_folder: Path) -> Iterator[PrivateCluster]:
    """One cluster for all tests of this file that need no fresh one."""
    cluster = PrivateCluster(open_folder / "made")
    cluster.start()
    yield cluster
    cluster.stop()


@pytest.fixture
def urls(made: PrivateCluster) -> ClusterUrls:
    return made.start()


@pytest.fixture
def fresh(open_folder: Path, request: pytest.FixtureRequest) -> Iterator[PrivateCluster]:
    """A cluster that nobody has started yet."""
    cluster = PrivateCluster(open_folder / request.node.name)
    yield cluster
    cluster.stop()


def kill_server(cluster: PrivateCluster) -> None:
    pid = server_pid(cluster.data)
    assert pid
    os.kill(pid, signal.SIGKILL)


def test_a_second_start_finds_the_first_and_takes_no_time(
    made: PrivateCluster, urls: ClusterUrls
) -> None:
    began = time.monotonic()

    again = PrivateCluster(made.state).start()

    assert again == urls
    assert time.monotonic() - began < 1


def test_postgis_is_there_and_no_port_is_open(urls: ClusterUrls) -> None:
    assert str(ask(urls.app, "SELECT postgis_lib_version()")).startswith("3.")
    assert ask(urls.app, "SHOW listen_addresses") == ""
    assert ask(urls.app, "SHOW fsync") == "on"
    assert ask(urls.app, "SELECT upper('æøå')") == "ÆØÅ"


def test_only_the_owner_of_the_socket_folder_may_enter(
    made: PrivateCluster, urls: ClusterUrls
) -> None:
    assert made.socket.stat().st_mode & 0o077 == 0


def test_the_app_changes_no_schema_and_the_renderer_changes_nothing(urls: ClusterUrls) -> None:
    ask(urls.owner, "CREATE TABLE note (said text)")
    ask(urls.owner, "GRANT ALL ON note TO naerhed_app, naerhed_render")

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(urls.app, "CREATE TABLE other (said text)")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(urls.app, "CREATE SCHEMA other")
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        ask(urls.render, "INSERT INTO note VALUES ('x')")
    ask(urls.app, "INSERT INTO note VALUES ('x')")
    assert ask(urls.render, "SELECT count(*) FROM note") == 1
    ask(urls.owner, "DROP TABLE note")


def test_somebody_elses_postgresql_settings_do_not_matter(
    made: PrivateCluster, urls: ClusterUrls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPORT", "1")
    monkeypatch.setenv("PGDATA", "/nowhere")

    assert made.is_up()
    assert ask(made.start().app, "SELECT 1") == 1


def test_the_server_is_out_of_reach_of_our_terminal(
    made: PrivateCluster, urls: ClusterUrls
) -> None:
    pid = server_pid(made.data)

    assert pid
    assert os.getsid(pid) != os.getsid(0)


def test_a_killed_server_comes_back_with_its_data(made: PrivateCluster, urls: ClusterUrls) -> None:
    ask(urls.owner, "CREATE TABLE kept AS SELECT 1 AS one")

    kill_server(made)
    made.start()

    assert ask(urls.owner, "SELECT one FROM kept") == 1
    ask(urls.owner, "DROP TABLE kept")


def test_a_process_that_outlived_its_server_does_not_hold_up_the_next(
    made: PrivateCluster, urls: ClusterUrls
) -> None:
    with psycopg.connect(urls.app.replace("+psycopg", "")) as busy:
        os.kill(busy.info.backend_pid, signal.SIGSTOP)
        kill_server(made)
        began = time.monotonic()

        made.start()

    assert time.monotonic() - began < 10


def test_a_pid_file_with_the_number_of_another_process_is_seen_through(
    made: PrivateCluster, urls: ClusterUrls
) -> None:
    written = (made.data / "postmaster.pid").read_text()
    kill_server(made)
    wait_until(lambda: server_pid(made.data) is None)

    lines = [str(os.getpid()), *written.split("\n")[1:]]
    (made.data / "postmaster.pid").write_text("\n".join(lines))

    assert ask(made.start().app, "SELECT 1") == 1


def test_keep_alive_brings_a_dead_server_back_and_leaves_a_stopped_one_alone(
    made: PrivateCluster, urls: ClusterUrls, caplog: pytest.LogCaptureFixture
) -> None:
    with made.keep_alive(interval_s=0.05), caplog.at_level(logging.WARNING):
        kill_server(made)
        wait_until(lambda: "started again" in caplog.text)
        assert made.is_up()

        assert made.stop()
        time.sleep(0.5)
        assert not made.is_up()

    assert caplog.text.count("started again") == 1


def test_two_processes_that_start_at_once_share_one_cluster(fresh: PrivateCluster) -> None:
    code = "import sys; from pathlib import Path; from api.cluster import PrivateCluster; "
    code += "print(PrivateCluster(Path(sys.argv[1])).start().app)"
    command = [sys.executable, "-c", code, str(fresh.state)]

    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    answers = {process.communicate(timeout=60)[0].strip() for process in both}

    assert answers == {fresh.start().app}


def test_an_unfinished_first_start_is_begun_anew(fresh: PrivateCluster) -> None:
    half_made = fresh.home / "making-killed"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("15\n")
    fresh.state.chmod(0o711)

    assert ask(fresh.start().app, "SELECT 1") == 1
    assert not half_made.exists()


def test_a_path_too_long_for_a_socket_is_no_obstacle(open_folder: Path) -> None:
    cluster = PrivateCluster(open_folder / ("a long 'name' " * 8) / ("b" * 60))

    try:
        assert ask(cluster.start().app, "SELECT 1") == 1
        assert cluster.socket.parent == Path("/tmp")
        assert cluster.socket.stat().st_mode & 0o077 == 0
    finally:
        cluster.stop()
        cluster.socket.rmdir()


def test_data_of_another_version_is_left_alone_and_the_way_out_said(fresh: PrivateCluster) -> None:
    fresh.data.mkdir(parents=True)
    (fresh.data / "PG_VERSION").write_text("9\n")
    fresh.state.chmod(0o711)

    with pytest.raises(ClusterError, match=r"PostgreSQL 9.*NAERHED_STATE.*Nothing was changed"):
        fresh.start()

    assert [path.name for path in fresh.data.iterdir()] == ["PG_VERSION"]


def test_a_folder_of_something_else_is_left_alone(fresh: PrivateCluster) -> None:
    fresh.data.mkdir(parents=True)
    (fresh.data / "diary.txt").write_text("mine")
    fresh.state.chmod(0o711)

    with pytest.raises(ClusterError, match="not a PostgreSQL folder"):
        fresh.start()

    assert (fresh.data / "diary.txt").read_text() == "mine"


def test_a_start_that_fails_shows_what_the_server_said(
    made: PrivateCluster, urls: ClusterUrls
) -> None:
    made.stop()
    settings = made.data / "postgresql.conf"
    good = settings.read_text()
    settings.write_text(good + "work_mem = nonsense\n")

    with pytest.raises(ClusterError, match=r"invalid value.*work_mem"):
        made.start()

    settings.write_text(good)


@as_root
def test_a_closed_home_folder_is_named(open_folder: Path) -> None:
    home = open_folder / "home"
    home.mkdir(mode=0o700)

    with pytest.raises(ClusterError, match=r"may not enter .*home.* NAERHED_STATE"):
        PrivateCluster(home / "state").start()


@as_root
def test_a_user_that_is_not_there_is_named(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NAERHED_PG_USER", "nobody-of-that-name")

    with pytest.raises(ClusterError, match=r"nobody-of-that-name.*NAERHED_PG_USER"):
        PrivateCluster(open_folder / "userless").start()


def test_a_folder_that_somebody_prepared_for_us_is_refused(
    made: PrivateCluster, open_folder: Path
) -> None:
    trap = open_folder / "trap"
    trap.symlink_to("/tmp")

    with pytest.raises(ClusterError, match="should be a folder of user"):
        make_private(trap, made.owner)


def test_the_state_folder_belongs_to_the_checkout_wherever_one_comes_from(tmp_path: Path) -> None:
    checkout, other = tmp_path / "a b", tmp_path / "other" / "a b"
    checkout.mkdir()
    other.mkdir(parents=True)
    (tmp_path / "link").symlink_to(checkout)

    folder = default_state_folder(checkout)

    assert default_state_folder(tmp_path / "link") == folder
    assert default_state_folder(other) != folder
    assert default_state_folder(checkout, suffix="-test") == folder.with_name(f"{folder.name}-test")


@pytest.mark.skipif(os.geteuid() == 0, reason="root's is under /var/lib")
def test_the_state_folder_follows_the_desktop_rule(tmp_path: Path) -> None:
    folder = default_state_folder(tmp_path, {"XDG_STATE_HOME": "/home/anna/state"})

    assert folder.parent == Path("/home/anna/state/naerhed")
