"""The same reports sent twice at one moment, and draining while somebody has not finished; PostgreSQL only."""

import threading
import uuid
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import OperationalError, transaction
from django.utils import timezone
from ikpweb.stations.draining import drain, horizon
from ikpweb.stations.models import Batch, Day, Report
from ikpweb.stations.receiving import Received, Said, receive
from ikpweb.stations.waiting import queue_of

from web.tests.committing import CommittingCase, at_once
from web.tests.stations.conftest import CODES, opened


def said(code: str) -> Said:
    return Said(code, uuid.uuid4(), timezone.now(), {"HP1": True})


class RaceTests(CommittingCase):
    def setUp(self) -> None:
        super().setUp()
        with TemporaryDirectory() as folder:
            self.day: Day = opened(Path(folder))

    def receive(self, *reports: Said) -> list[Received]:
        return receive(self.day, "15.71", 1, reports, timezone.now())  # type: ignore[return-value] # none is refused

    def test_the_same_reports_at_once_in_another_order_are_kept_once(self) -> None:
        reports = [said(code) for code in CODES[:12] for _ in range(20)]
        answers = at_once(
            lambda: self.receive(*reports), lambda: self.receive(*reversed(reports)), refusals=()
        )  # fmt: skip
        for answer in answers:
            assert {each.client for each in answer} == {each.client for each in reports}
        assert sum(not each.repeated for answer in answers for each in answer) == len(reports)
        assert Report.objects.count() == len(reports)

    def test_nothing_is_sealed_above_a_report_that_is_not_committed_yet(self) -> None:
        begun, looked = threading.Event(), threading.Event()

        def slow() -> None:
            with transaction.atomic():
                self.receive(said(CODES[0]))  # has a number, and is not committed
                begun.set()
                assert looked.wait(30)

        def drainer() -> str:
            assert begun.wait(30)
            try:
                self.receive(said(CODES[1]))  # nobody who sends waits for another
                drain(self.day)
            except OperationalError as impatient:
                return str(impatient)
            finally:
                looked.set()
            return "drained"

        assert "lock timeout" in at_once(slow, drainer, refusals=())[1]
        assert not Batch.objects.exists()
        assert horizon(self.day) == Report.objects.latest("id").pk
        assert drain(self.day) == 2
        assert queue_of(self.day).reports == 0

    def test_two_that_drain_at_once_seal_each_report_once(self) -> None:
        self.receive(*(said(code) for code in CODES[:12]))
        days = Day.objects.get(), Day.objects.get()
        done = at_once(*(lambda day=day: drain(day) for day in days), refusals=())  # type: ignore[misc]
        assert sum(done) == 12
        assert sum(Batch.objects.values_list("reports", flat=True)) == 12
        day = Day.objects.get()
        drain(day)
        assert queue_of(day).reports == 0
        assert day.closes_at > timezone.now() + timedelta(hours=1)
