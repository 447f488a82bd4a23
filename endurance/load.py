"""The load: clients that report, confirm, upload, import and begin jobs, and note what was acknowledged."""

import hashlib
import random
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from endurance.asking import Client, Refused
from endurance.own_list import OwnList
from zhiben.core import clock

PART = 524_288
_HEADS = "单位名称,统一社会信用代码,单位类型,行业领域,所属区域,地址,从业人数,高危行业,成立日期,标签"
_AREA = "419901001001"


@dataclass
class Load:
    """What all clients share."""

    own: OwnList
    unit: int
    seed: int
    stop: threading.Event = field(default_factory=threading.Event)
    troubles: list[str] = field(default_factory=list)

    def drive(self, client: Client, number: int) -> None:
        """One client's loop, until told to stop."""
        chance = random.Random(self.seed * 1000 + number)
        kinds: tuple[Callable[[Client], None], ...] = (self.report, self.upload, self.job, self.units)
        first = [*kinds]
        while not self.stop.is_set():
            work = first.pop() if first else chance.choices(kinds, weights=(4, 2, 3, 1))[0]
            try:
                work(client)
            except Refused as trouble:
                self.troubles.append(str(trouble))
            self.stop.wait(chance.uniform(0.02, 0.15))

    def report(self, client: Client) -> None:
        """Report a hazard with a file, then confirm it."""
        title = f"endurance {uuid.uuid4().hex}"
        body = {
            "unit_id": self.unit,
            "title": title,
            "description": "配电箱外壳过热",
            "place": "二车间",
            "found_day": clock.today().isoformat(),
            "photos": [{"file_id": self.send(client, b"seen on the spot\n" * 20)}],
        }
        made = client.ask("POST", "/hazards/", body)
        self.own.note("report", id=made["id"], title=title)
        graded = {"version": made["version"], "grade": "general", "basis": ""}
        client.ask("POST", f"/hazards/{made['id']}/confirm/", graded)
        self.own.note("confirm", id=made["id"])

    def upload(self, client: Client) -> None:
        """A file of two parts."""
        self.send(client, (uuid.uuid4().hex + "\n").encode() * 17_000)

    def send(self, client: Client, content: bytes, name: str = "", purpose: str = "any") -> int:
        """Upload in parts; the acknowledged file's id."""
        name = name or f"{uuid.uuid4().hex}.txt"
        digest = hashlib.sha256(content).hexdigest()
        asked = {"name": name, "size": len(content), "sha256": digest, "purpose": purpose}
        upload = client.ask("POST", "/files/uploads/", asked)["upload"]
        for offset in range(0, len(content), PART):
            client.ask("PUT", f"/files/uploads/{upload}/{offset}/", content[offset : offset + PART])
        file = int(client.ask("POST", f"/files/uploads/{upload}/finish/", {})["file"])
        self.own.note("file", id=file, name=name, sha256=digest)
        return file

    def job(self, client: Client) -> None:
        """Begin a job."""
        made = client.ask("POST", "/endurance/jobs", {"pause": 0.3})
        self.own.note("job", id=made["job"])

    def units(self, client: Client) -> None:
        """Import a table of two units."""
        names = [f"endurance {uuid.uuid4().hex}" for _ in range(2)]
        rows = [f"{name},,个体工商户,商务,{_AREA},一号街,3,否,2024-03-05," for name in names]
        table = "\n".join((_HEADS, *rows)).encode()
        file = self.send(client, table, f"{uuid.uuid4().hex}.csv", "table")
        client.ask("POST", "/organisations/units/import", {"file": file})
        self.own.note("units", names=names)
