from django.http import HttpRequest, HttpResponse
def downloads(request: HttpRequest) -> HttpResponse: return HttpResponse("x")
