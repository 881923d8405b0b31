from django.http import HttpRequest, HttpResponse
def profile(request: HttpRequest, code: str) -> HttpResponse: return HttpResponse(code)
