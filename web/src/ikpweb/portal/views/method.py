from django.http import HttpRequest, HttpResponse
def methods(request: HttpRequest) -> HttpResponse: return HttpResponse("x")
def method(request: HttpRequest, edition: str) -> HttpResponse: return HttpResponse(edition)
