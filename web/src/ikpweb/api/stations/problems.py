"""What can go wrong in sending reports of stations; beside the problems of all interfaces in `api.problems`."""

from collections.abc import Mapping

from ikpweb.api.kinds import Kind

__all__ = ["STATION_PROBLEMS"]

STATION_PROBLEMS: Mapping[str, Kind] = {
    "station-key-unknown": Kind(
        401,
        {"id": "Kunci TPS tidak berlaku", "en": "Station key not valid"},
        {
            "id": "Kunci ini tidak ada atau sudah dicabut. Minta yang baru kepada ketua kantor; simpan laporannya.",
            "en": "This key does not exist or was revoked. Ask the head of your office for another; keep the reports.",
        },
    ),
    "station-key-quota": Kind(
        429,
        {"id": "Jatah kunci TPS habis", "en": "Quota of the station key used up"},
        {
            "id": "Kunci ini sudah dipakai sebanyak jatahnya dalam satu menit. Kirim lagi {wait} detik lagi, atau "
            "kirim beberapa laporan sekaligus.",
            "en": "This key was used as often as its quota of a minute allows. Send again in {wait} seconds, or send "
            "several reports at once.",
        },
    ),
    "station-day-closed": Kind(
        409,
        {"id": "Laporan tidak diterima sekarang", "en": "Reports are not taken now"},
        {
            "id": "{given} menerima laporan dari {opens} sampai {closes}. Simpan laporannya, dan hubungi pusat.",
            "en": "{given} takes reports from {opens} until {closes}. Keep the reports, and ask the national office.",
        },
    ),
    "station-elsewhere": Kind(
        403,
        {"id": "TPS di daerah lain", "en": "Station of another regency"},
        {
            "id": "TPS {given} tidak berada di {regency}, daerah kunci ini. Periksa kodenya.",
            "en": "The station {given} does not lie in {regency}, which this key is for. Check its code.",
        },
    ),
    "station-unknown": Kind(
        422,
        {"id": "TPS tidak terdaftar", "en": "Station not registered"},
        {
            "id": "TPS {given} tidak ada di daftar hari ini. Periksa kodenya: 11.01.01.2001.003.",
            "en": "The station {given} is not in the list of this day. Check its code: 11.01.01.2001.003.",
        },
    ),
    "answer-unknown": Kind(
        422,
        {"id": "Pertanyaan tidak dikenal", "en": "Unknown question"},
        {
            "id": "{given} tidak ditanyakan. Yang ditanyakan: {known}.",
            "en": "{given} is not asked. What is asked: {known}.",
        },
    ),
    "answers-none": Kind(
        422,
        {"id": "Tanpa jawaban", "en": "No answer"},
        {
            "id": "Laporan ini tidak menjawab apa pun. Jawab sedikitnya satu pertanyaan dengan true atau false.",
            "en": "This report answers nothing. Answer one question at least, with true or false.",
        },
    ),
    "time-far": Kind(
        422,
        {"id": "Waktu tidak masuk akal", "en": "Time out of reach"},
        {
            "id": "Waktu {given} lebih dari setahun dari sekarang. Setel jam ponsel Anda.",
            "en": "The time {given} is more than a year from now. Set the clock of your telephone.",
        },
    ),
    "client-reused": Kind(
        409,
        {"id": "Nomor laporan sudah dipakai", "en": "Number already used"},
        {
            "id": "Nomor {given} sudah dipakai laporan lain yang isinya berbeda. Beri nomor baru untuk pembetulan.",
            "en": "The number {given} was used for another report that says something else. Give a correction a number "
            "of its own.",
        },
    ),
    "batch-refused": Kind(
        422,
        {"id": "Tidak ada yang diterima", "en": "Nothing was taken"},
        {
            "id": "Tidak satu pun laporan dalam kiriman ini diterima. Lihat refused.",
            "en": "None of the reports in this batch was taken. See refused.",
        },
    ),
}
