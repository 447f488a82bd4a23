import io, time
import pytest
from openpyxl import Workbook
from tests import world as w
from zhiben.domains.hazards import operations as do, queries
from zhiben.domains.hazards.models import Hazard
from zhiben.domains.hazards.tests.registers import make
from zhiben.domains.hazards.tests.test_register import take, settle, world  # noqa
pytestmark = pytest.mark.django_db

def test_size(world):
    book = Workbook(write_only=True); s = book.create_sheet("台账")
    s.append(["序号","单位","检查时间","存在问题","部位","整改期限","整改情况","完成时间","责任人","备注"])
    units=[make.MILL,make.SHOP,make.CAFE,make.DEPOT]
    for n in range(20000):
        s.append([n+1, units[n%4], f"2024.{n%12+1}.{n%28+1}", f"{n%97}号设备{n}防护罩缺失需整改", f"{n%9}车间", f"2024.{n%12+1}.28", "已整改" if n%3 else "整改中", f"2025.1.{n%28+1}" if n%3 else None, "安必思", None])
    out=io.BytesIO(); book.save(out)
    t=time.time(); r=take(world,"officer1","big.xlsx",out.getvalue()); print("\ntake", round(time.time()-t,1))
    t=time.time(); settle(world,"officer1",r); print("settle", round(time.time()-t,1))
    actor=world.actor("officer1")
    t=time.time(); reg=queries.get_register(actor,r); found=queries.open_register(reg); print("open", round(time.time()-t,1))
    t=time.time(); p=queries.register_preview(actor,reg,w.TODAY,found); print("preview", round(time.time()-t,1), p.count("in"), p.count("refused"))
    t=time.time(); do.confirm_register(actor=actor,at=w.AT,register_id=r,decisions={}); print("confirm", round(time.time()-t,1))
    t=time.time()
    for first in range(0,4000,500):
        do.bring_lines(actor=actor,at=w.AT,register_id=r,lines=p.lines[first:first+500],found=found)
    dt=time.time()-t; print("bring 4000", round(dt,1), round(4000/dt), "rows/s")
    t=time.time(); p=queries.register_preview(actor,queries.get_register(actor,r),w.TODAY,found); print("preview2", round(time.time()-t,1), p.count("in"), p.count("here"), p.count("alike"))
    from zhiben.domains.hazards.models import RegisterLayout
    t=time.time(); n,d=do.export_register(actor=actor,at=w.AT,layout_id=RegisterLayout.objects.unscoped(reason="t").get().pk); print("export 4000", round(time.time()-t,1), len(d))
