from django.http import HttpResponse


def new(request):
    return HttpResponse("stub")


def create(request):
    return HttpResponse("stub")
