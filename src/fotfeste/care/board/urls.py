"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "board"
urlpatterns = [
    path("tavle/", views.board, name="board"),
    path("tavle/mote/", views.start, name="start"),
    path("tavle/mote/<int:meeting_id>/", views.meeting, name="meeting"),
    path("tavle/mote/<int:meeting_id>/avslutt/", views.close, name="close"),
    path("tavle/mote/<int:meeting_id>/apne/", views.reopen, name="reopen"),
    path("tavle/mote/<int:meeting_id>/<uuid:episode_id>/", views.note, name="note"),
    path("tavle/oppgave/<uuid:episode_id>/", views.task_add, name="task_add"),
    path("tavle/oppgave/<uuid:task_id>/ferdig/", views.task_done, name="task_done"),
    path("person/<uuid:person_id>/", views.person, name="person"),
]
