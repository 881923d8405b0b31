"""Settings of the platform; what an operator may set is declared in `environment`."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO

from ikpweb.config.environment import Environment

ENVIRONMENT = Environment.read()
PACKAGE = Path(__file__).resolve().parents[1]

SECRET_KEY = ENVIRONMENT.secret_key
SECRET_KEY_FALLBACKS = list(ENVIRONMENT.old_secrets)
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.base_url] if ENVIRONMENT.base_url else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "leaflet",
    "ikpweb.kit",
    "ikpweb.audit",
    "ikpweb.territory",
    "ikpweb.accounts",
    "ikpweb.methodology",
    "ikpweb.stations",
    "ikpweb.collection",
    "ikpweb.verification",
    "ikpweb.runs",
    "ikpweb.maps",
    "ikpweb.oversight",
    "ikpweb.watch",
    "ikpweb.prevention",
    "ikpweb.prevention.files",
    "ikpweb.prevention.register",
    "ikpweb.prevention.plans",
    "ikpweb.prevention.partners",
    "ikpweb.prevention.cadres",
    "ikpweb.prevention.activities",
    "ikpweb.prevention.curation",
    "ikpweb.prevention.effects",
    "ikpweb.prevention.programme",
    "ikpweb.publication",
    "ikpweb.portal",
    "ikpweb.api",
    "ikpweb.operation",
    # After our own: a template of ours goes before theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
]
MIDDLEWARE = [
    "ikpweb.config.headers.SecurityHeaders",
    "ikpweb.operation.requests.Requests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "ikpweb.portal.kept.PublicPages",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ikpweb.accounts.middleware.MemberMiddleware",
    "ikpweb.config.limiting.RequestLimits",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "ikpweb.config.forms_only.FormsOnly",
    "ikpweb.config.absent.AbsentPages",
]
ROOT_URLCONF = "ikpweb.config.urls"
WSGI_APPLICATION = "ikpweb.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ikpweb.portal.context.platform",
            ],
        },
    }
]

DATABASES = {"default": dict(ENVIRONMENT.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
# In the database: what counts failed attempts must count those of all workers together.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "ikp_cache"}}

# --- sign-in ---------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "office:home"
LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_ADAPTER = "ikpweb.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# An invitation reached the address, so it is known to be the person's.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[ikp] "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False  # the session ends with the browser, or before: see SESSION_COOKIE_AGE
ACCOUNT_FORMS = {
    "login": "ikpweb.accounts.forms.sign_in.Login",
    "reset_password": "ikpweb.accounts.forms.sign_in.ResetPassword",
    "reset_password_from_key": "ikpweb.accounts.forms.sign_in.NewPassword",
    "change_password": "ikpweb.accounts.forms.sign_in.ChangePassword",
    "set_password": "ikpweb.accounts.forms.sign_in.SetPassword",
    "reauthenticate": "ikpweb.accounts.forms.sign_in.Reauthenticate",
}
MFA_ADAPTER = "ikpweb.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # a telephone whose clock is half a minute off (RFC 6238, 5.2)
MFA_RECOVERY_CODES_SHOW_ONCE = True  # afterwards only digests are kept: accounts/recovery.py
MFA_FORMS = {
    "authenticate": "ikpweb.accounts.forms.sign_in.Authenticate",
    "reauthenticate": "ikpweb.accounts.forms.sign_in.ReauthenticateFactor",
    "activate_totp": "ikpweb.accounts.forms.sign_in.ActivateTOTP",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.secure  # plain HTTP is for the loopback address only
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "ikpweb.accounts.attempts.username"
AXES_CLIENT_IP_CALLABLE = "ikpweb.accounts.attempts.address"
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_DISABLE_ACCESS_LOG = True  # who signed in is in the audit log
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "ikpweb.accounts.passwords.EasyPasswordValidator"},
    {"NAME": "ikpweb.accounts.passwords.LeakedPasswordValidator"},
]

LIMITS = ENVIRONMENT.limits
PASSWORD_RESET_TIMEOUT = 3600  # a link in the mail is good for an hour
SESSION_COOKIE_AGE = 3600 * ENVIRONMENT.session_hours

# --- mail ------------------------------------------------------------------------------------
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if ENVIRONMENT.mail.host else 'console'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = ENVIRONMENT.mail.host, ENVIRONMENT.mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENVIRONMENT.mail.user, ENVIRONMENT.mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = ENVIRONMENT.mail.scheme == "smtp", ENVIRONMENT.mail.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.mail_from

# --- language, numbers, time -----------------------------------------------------------------
COUNTRY = ENVIRONMENT.country
LANGUAGE_CODE = COUNTRY.languages[0]
LANGUAGES = [(code, LANG_INFO[code]["name_local"]) for code in COUNTRY.languages]
LOCALE_PATHS = [*COUNTRY.locale, PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = COUNTRY.zones[0].place

# --- files -----------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = ENVIRONMENT.home / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": ENVIRONMENT.home}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    "evidence": ENVIRONMENT.evidence.storage(ENVIRONMENT.home / "evidence"),
}
# Pieces of files on their way, and pictures of files that arrived: the first must lie on a disk of this machine
# (or one that all servers share), the second may be thrown away at any time.
EVIDENCE_STAGING = ENVIRONMENT.home / "uploads"
EVIDENCE_PREVIEWS = ENVIRONMENT.home / "previews"
EVIDENCE_LIMITS = ENVIRONMENT.evidence
EVIDENCE_CLAMAV = ENVIRONMENT.evidence.clamav
WHITENOISE_MAX_AGE = 3600

# --- security --------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_SSL_REDIRECT = ENVIRONMENT.secure
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]  # the supervisor of the process asks beside the proxy
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.secure
# Only a proxy may say so; without one, a visitor would say it of himself.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.secure or ENVIRONMENT.proxies else None
SECURE_REFERRER_POLICY = "same-origin"
# With this beginning of its name a browser takes a cookie over https alone, and never from a neighbour.
COOKIE_PREFIX = "__Host-" if ENVIRONMENT.secure else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}django_language"
MESSAGE_STORAGE = "ikpweb.accounts.notices.Notices"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = ENVIRONMENT.secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ikpweb.accounts.access.stale_form"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "ikpweb.operation.logs.JsonLines"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            **({"formatter": "json"} if ENVIRONMENT.operating.log == "json" else {}),
        },
        "operators": {"class": "ikpweb.operation.mails.OperatorMail", "level": "ERROR"},
    },
    "root": {"handlers": ["console", "operators"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers go: one of them mails tracebacks with all that was entered.
        "django": {"handlers": [], "level": "WARNING"},
        "ikpweb.requests": {"level": "INFO" if ENVIRONMENT.operating.log == "json" else "WARNING"},
        # What was refused has its line among the requests already.
        **({"django.request": {"level": "ERROR"}} if ENVIRONMENT.operating.log == "json" else {}),
    },
}
