"""Addresses of the plans pages."""

from django.urls import path

from zhiben.domains.plans import views

app_name = "plans"
urlpatterns = [
    path("", views.plan_list, name="list"),
    path("pick/", views.pick, name="pick"),
    path("bodies/", views.bodies, name="bodies"),
    path("of/<int:document>/", views.of_document, name="of_document"),
    path("items/<int:item>/", views.of_item, name="item"),
    path("shares/", views.share_list, name="shares"),
    path("shares/<int:pk>/", views.share_case, name="share"),
    path("shares/<int:pk>/<str:name>/", views.step, name="step"),
    path("progress/<int:pk>/<str:name>/", views.progress_step, name="progress_step"),
    path("evidence/<int:pk>/<str:variant>/", views.evidence, name="evidence"),
    path("dues/", views.due_list, name="dues"),
    path("dues/<int:pk>/", views.due_case, name="due"),
    path("dues/<int:pk>/<str:name>/", views.due_step, name="due_step"),
    path("due-files/<int:pk>/<str:variant>/", views.due_file, name="due_file"),
    path("report-rules/", views.report_rules, name="report_rules"),
    path("report-rules/new/", views.assign_report, name="assign_report"),
    path("report-rules/<int:pk>/", views.report_rule, name="report_rule"),
    path("report-rules/<int:pk>/<str:name>/", views.report_rule_step, name="report_rule_step"),
    path("<int:pk>/", views.plan_page, name="plan"),
    path("<int:pk>/close/", views.close_plan, name="close"),
    path("<int:pk>/reopen/", views.reopen_plan, name="reopen"),
    path("<int:pk>/wall/", views.wall, name="wall"),
    path("<int:pk>/progress/", views.progress_month, name="month"),
    path("<int:pk>/targets/", views.targets, name="targets"),
    path("<int:pk>/targets/<int:target>/", views.record_reading, name="reading"),
    path("<int:pk>/leads/", views.leads, name="leads"),
    path("<int:pk>/older/", views.older, name="older"),
]
