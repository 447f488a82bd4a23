"""Addresses of the duties pages."""

from django.urls import path

from zhiben.domains.duties import views
from zhiben.domains.duties.views import events, receipts, seats, seats_people, seats_rollcall, shortfalls

app_name = "duties"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("list/", views.duty_list, name="duties"),
    path("who/", views.who, name="who"),
    path("periods/<int:pk>/", views.period_page, name="period"),
    path("periods/<int:pk>/excuse/", views.excuse, name="excuse"),
    path("due/", views.due, name="due"),
    path("record/", views.record, name="record"),
    path("record/today/", views.record_today, name="record_today"),
    path("activities/", views.activity_list, name="activities"),
    path("activities/<int:pk>/", views.activity, name="activity"),
    path("activities/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("activities/<int:pk>/files/<int:file>/<str:variant>/", views.activity_file, name="activity_file"),
    path("import/", views.import_page, name="import"),
    path("import/confirm/", views.import_confirm, name="import_confirm"),
    path("import/template.xlsx", views.import_template, name="import_template"),
    path("calendar/", views.subscribe, name="subscribe"),
    path("calendar/end/", views.unsubscribe, name="unsubscribe"),
    path("calendar/<str:secret>.ics", views.calendar, name="calendar"),
    path("events/", events.event_list, name="events"),
    path("events/new/", events.new_event, name="new_event"),
    path("events/<int:pk>/", events.event_page, name="event"),
    path("events/<int:pk>/subjects/", events.event_subjects, name="event_subjects"),
    path("events/<int:pk>/withdraw/", events.withdraw_event, name="withdraw_event"),
    path("shortfalls/", shortfalls.shortfall_list, name="shortfalls"),
    path("received/", receipts.received_list, name="received"),
    path("received/<int:pk>/", receipts.delivery, name="delivery"),
    path("received/<int:pk>/confirm/", receipts.confirm, name="confirm_receipt"),
    path(
        "received/<int:pk>/files/<int:file>/<str:variant>/", receipts.delivery_file, name="delivery_file"
    ),
    path("seats/", seats.seats, name="seats"),
    path("seats/of/", seats.seats_of, name="seats_of"),
    path("seats/mine/", seats_people.my_seats, name="my_seats"),
    path("seats/overloaded/", seats_people.seats_overloaded, name="seats_overloaded"),
    path("seats/persons/<int:pk>/", seats_people.seats_of_person, name="seats_of_person"),
    path("seats/board/<str:kind>/<int:pk>/", seats_people.board, name="seat_board"),
    path("seats/holders/<int:pk>/end/", seats.seat_end, name="seat_end"),
    path("seats/holders/<int:pk>/hand-over/", seats.seat_hand_over, name="seat_hand_over"),
    path("seats/hand-overs/<int:pk>/", seats_people.hand_over_page, name="seat_hand_over_page"),
    path("seats/hand-overs/<int:pk>/confirm/", seats_people.hand_over_confirm, name="seat_confirm"),
    path("seats/hand-overs/<int:pk>/withdraw/", seats_people.hand_over_withdraw, name="seat_withdraw"),
    path("seats/roll-calls/<int:pk>/", seats_rollcall.roll_call, name="roll_call"),
    path("seats/roll-calls/<int:pk>/answer/", seats_rollcall.roll_answer, name="roll_answer"),
    path("seats/roll-calls/lines/<int:pk>/reached/", seats_rollcall.roll_reached, name="roll_reached"),
    path("seats/<int:pk>/roll-call/", seats_rollcall.call_roll, name="call_roll"),
    path("seats/<int:pk>/", seats.seat_scheme, name="seat_scheme"),
    path("seats/<int:pk>/fill/", seats.seat_fill, name="seat_fill"),
    path("seats/<int:pk>/copy/", seats.seat_copy, name="seat_copy"),
    path("<int:pk>/", views.duty_page, name="duty"),
    path("<int:pk>/matrix/", views.matrix, name="matrix"),
]
