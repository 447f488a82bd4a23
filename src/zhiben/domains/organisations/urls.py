"""Addresses of organisations, under /units/."""

from django.urls import path

from zhiben.domains.organisations.views import bodies, imports, mandates, places, units

app_name = "organisations"
urlpatterns = [
    path("", units.unit_list, name="list"),
    path("new/", units.new, name="new"),
    path("pick/", units.pick, name="pick"),
    path("<int:pk>/", units.unit, name="unit"),
    path("<int:pk>/amend/", units.amend, name="amend"),
    path("<int:pk>/close/", units.close, name="close"),
    path("<int:pk>/tags/", units.tag, name="tag"),
    path("<int:pk>/sites/", units.add_site, name="add_site"),
    path("<int:pk>/buildings/", units.occupy, name="occupy"),
    path("<int:pk>/buildings/<int:occupancy>/end/", places.vacate, name="vacate"),
    path("buildings/new/", places.new_building, name="building_new"),
    path("buildings/pick/", places.pick_building, name="building_pick"),
    path("import/", imports.import_page, name="import"),
    path("import/confirm/", imports.import_confirm, name="import_confirm"),
    path("import/template.xlsx", imports.import_template, name="import_template"),
    path("bodies/", bodies.body_list, name="bodies"),
    path("bodies/new/", bodies.new_body, name="body_new"),
    path("bodies/pick/", bodies.pick_body, name="body_pick"),
    path("bodies/<int:pk>/", bodies.body, name="body"),
    path("bodies/<int:pk>/territories/", bodies.add_territory, name="territory_add"),
    path("bodies/<int:pk>/territories/<int:territory>/end/", bodies.end_territory, name="territory_end"),
    path("mandates/", mandates.mandate_list, name="mandates"),
    path("mandates/new/", mandates.new_mandate, name="mandate_new"),
    path("mandates/<int:pk>/", mandates.mandate, name="mandate"),
    path("mandates/<int:pk>/end/", mandates.end_mandate, name="mandate_end"),
    path("unsupervised/", mandates.unsupervised, name="unsupervised"),
]
