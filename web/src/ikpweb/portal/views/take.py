from django.http import HttpRequest, HttpResponse
def take(request: HttpRequest, what: str, form: str) -> HttpResponse: return HttpResponse("x")
