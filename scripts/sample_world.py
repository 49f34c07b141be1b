"""The invented world the sample papers speak of: people, offices, firms, numbers, days, all from one seed.

A World answers dotted names ("cha.ho_ten", "ky.chuc_vu", "hs.ma"). What belongs together holds together: the personal id carries the
century, sex and year of birth, the child has its father's family name, the check digit of a tax code is right, a dossier code holds its
day. Nobody in here exists. samples/giay-to/README.md lists the names a page may ask for.
"""
import datetime
import html
import random
import unicodedata

FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mai Lương Tô Hà Tạ Thái Quách Chu Cao Lưu Vương Đoàn Kiều Nông Hứa Bế".split()
MALE = ["Văn Hùng", "Minh Quân", "Đức Thắng", "Quốc Bảo", "Hữu Phước", "Trung Hậu", "Công Bằng", "Thanh Tùng", "Duy Khương", "Xuân Trường", "Ngọc Sơn", "Gia Huy", "Tiến Dũng",
        "Anh Tuấn", "Hoàng Long", "Văn Sỹ", "Chí Kiên", "Nhật Nam", "Đình Phúc", "Tấn Lộc", "Bá Thịnh", "Việt Cường", "Khắc Hiếu", "Mạnh Hà"]
FEMALE = ["Thị Hương", "Thị Kim Ngân", "Mỹ Lệ", "Thu Hằng", "Hoàng Yến Nhi", "Thị Nghĩa", "Ngọc Ánh", "Thị Phượng", "Bích Ngọc", "Thanh Thủy", "Minh Châu", "Thị Lan Anh", "Khánh Linh",
          "Thị Tuyết Mai", "Phương Thảo", "Quỳnh Như", "Thị Út", "Diệu Hiền", "Thị Hồng Gấm", "Cẩm Tú"]
# (code of birth registration, province, communes); the communes are invented
PROVINCES = [
    ("075", "tỉnh Đồng Nai", ["xã Bình Lợi", "xã Phú Thạnh", "phường Tân An Đông", "xã Suối Trầu"]),
    ("072", "tỉnh Tây Ninh", ["xã Hòa Thạnh", "phường Long Thành Tây", "xã Tân Phú Hội", "xã Bàu Năng Thượng"]),
    ("079", "Thành phố Hồ Chí Minh", ["phường An Hội Trung", "xã Tân Nhựt Đông", "phường Bình Tiên"]),
    ("001", "thành phố Hà Nội", ["phường Kim Giang Thượng", "xã Đại Hưng Tây", "phường Mai Lâm"]),
    ("045", "tỉnh Quảng Trị", ["xã Hải Lăng Đông", "xã Triệu Thuận An", "phường Nam Đông Hải"]),
    ("034", "tỉnh Hưng Yên", ["xã Vũ Quý Nam", "xã Tiên Hưng Hạ", "phường Trà Lý Đông"]),
    ("092", "thành phố Cần Thơ", ["phường Cái Khế Bắc", "xã Phong Nẫm Đông", "xã Thạnh Phú Tây"]),
    ("038", "tỉnh Thanh Hóa", ["xã Hoằng Lộc Thượng", "phường Quảng Thịnh Nam", "xã Thọ Bình An"]),
]
HAMLETS = ["thôn Phú Long", "ấp Thạnh Đông", "tổ dân phố 4", "khu phố 7", "thôn Đông Hạ", "ấp 3", "khu phố Hòa Khánh", "số 52/9 đường Hai Bà Trưng", "số 118 đường Lê Lợi", "số 7 ngõ 23 phố Vạn Bảo"]

# parent line, name line(s), letters of its numbers, place, (power, post of signer)
CHIEF = [("", "GIÁM ĐỐC"), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"), ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG NGHIỆP VỤ"), ("Q. GIÁM ĐỐC", None)]
CHAIR = [("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("TM. ỦY BAN NHÂN DÂN|KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")]
MINISTER = [("", "BỘ TRƯỞNG"), ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"), ("TL. BỘ TRƯỞNG", "CHÁNH VĂN PHÒNG")]
HEAD = [("", "CỤC TRƯỞNG"), ("KT. CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG")]
OFFICES = [
    ("UBND TỈNH ĐỒNG NAI", "SỞ Y TẾ", "SYT", "Đồng Nai", CHIEF),
    ("ỦY BAN NHÂN DÂN|TỈNH TÂY NINH", "SỞ NỘI VỤ", "SNV", "Tây Ninh", CHIEF),
    ("UBND TỈNH QUẢNG TRỊ", "SỞ TÀI CHÍNH", "STC", "Quảng Trị", CHIEF),
    ("UBND THÀNH PHỐ CẦN THƠ", "SỞ VĂN HÓA, THỂ THAO|VÀ DU LỊCH", "SVHTTDL", "Cần Thơ", CHIEF),
    ("UBND TỈNH THANH HÓA", "SỞ NÔNG NGHIỆP|VÀ MÔI TRƯỜNG", "SNNMT", "Thanh Hóa", CHIEF),
    ("UBND TỈNH HƯNG YÊN", "SỞ XÂY DỰNG", "SXD", "Hưng Yên", CHIEF),
    ("", "ỦY BAN NHÂN DÂN|TỈNH ĐỒNG NAI", "UBND", "Đồng Nai", CHAIR),
    ("", "ỦY BAN NHÂN DÂN|TỈNH QUẢNG TRỊ", "UBND", "Quảng Trị", CHAIR),
    ("UBND TỈNH TÂY NINH", "ỦY BAN NHÂN DÂN|XÃ HÒA THẠNH", "UBND", "Hòa Thạnh", CHAIR),
    ("UBND TỈNH ĐỒNG NAI", "UBND XÃ PHÚ THẠNH", "UBND", "Phú Thạnh", CHAIR),
    ("", "BỘ Y TẾ", "BYT", "Hà Nội", MINISTER),
    ("", "BỘ XÂY DỰNG", "BXD", "Hà Nội", MINISTER),
    ("BỘ NỘI VỤ", "CỤC VĂN THƯ VÀ LƯU TRỮ|NHÀ NƯỚC", "VTLTNN", "Hà Nội", HEAD),
]
SUBJECTS = ["số hóa hồ sơ, giấy tờ tại Bộ phận Một cửa", "kiểm kê tài sản công năm {nam}", "tập huấn nghiệp vụ văn thư, lưu trữ cho công chức cấp xã",
            "rà soát, đơn giản hóa thủ tục hành chính quý I năm {nam}", "phòng, chống sốt xuất huyết trong mùa mưa", "cải cách hành chính năm {nam}",
            "sử dụng chữ ký số chuyên dùng công vụ", "nâng cấp hệ thống một cửa điện tử", "đánh giá chất lượng phục vụ người dân, doanh nghiệp",
            "sắp xếp cơ sở nhà, đất sau khi tổ chức lại đơn vị hành chính", "bảo đảm an toàn thông tin mạng dịp lễ, tết", "tái sử dụng kết quả giải quyết thủ tục hành chính"]
BODIES = [
    "Thực hiện Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ, các đơn vị trực thuộc rà soát toàn bộ giấy tờ phải nộp và lập danh mục những giấy tờ đã có dữ liệu để không yêu cầu người dân nộp lại.",
    "Bộ phận Một cửa bố trí công chức quét giấy tờ ngay khi tiếp nhận, kiểm tra số trang, chiều giấy, độ nét; ký số cá nhân trước khi bóc tách dữ liệu và trả lại bản chính cho người nộp.",
    "Kinh phí thực hiện được bố trí từ nguồn chi thường xuyên đã giao; việc mua sắm máy quét, máy in thực hiện theo quy định về tiêu chuẩn, định mức sử dụng tài sản công.",
    "Văn phòng chủ trì, phối hợp với các phòng chuyên môn theo dõi, đôn đốc, tổng hợp kết quả báo cáo trước ngày 15 hằng tháng; kịp thời đề xuất giải pháp tháo gỡ khó khăn, vướng mắc.",
    "Tỷ lệ hồ sơ được số hóa toàn trình đạt 62,4%, tăng 11 điểm phần trăm so với cùng kỳ; tỷ lệ tái sử dụng dữ liệu còn thấp, chủ yếu do kho dữ liệu chưa đủ thông tin về chủ sở hữu.",
    "Các tổ chức, cá nhân có thành tích được đề nghị khen thưởng; trường hợp chậm trễ, gây phiền hà thì xem xét trách nhiệm người đứng đầu theo quy định của pháp luật.",
    "Người dân có thể tra cứu tình trạng hồ sơ trên Cổng Dịch vụ công quốc gia hoặc liên hệ số điện thoại đường dây nóng trong giờ hành chính để được hướng dẫn.",
    "Trong quá trình tổ chức thực hiện, nếu phát sinh vấn đề mới thì các đơn vị phản ánh bằng văn bản để được xem xét, sửa đổi, bổ sung cho phù hợp.",
]
FIRMS = ["Hưng Thịnh Phát", "Việt Á Xanh", "Sao Mai Phương Nam", "Đại Lộc Tâm", "Tân Hòa Bình An", "Minh Tiến Phát", "Cửu Long Sông Trà"]
TRADES = ["Thương mại và Dịch vụ", "Xây dựng", "Dược phẩm", "Vận tải", "Chế biến nông sản", "Tư vấn thiết kế"]
PROCEDURES = [("1.004873", "Cấp giấy xác nhận tình trạng hôn nhân"), ("2.000815", "Chứng thực bản sao từ bản chính giấy tờ, văn bản"), ("1.005129", "Đăng ký biến động quyền sử dụng đất do tặng cho"),
              ("1.001193", "Đăng ký khai sinh"), ("1.009994", "Cấp giấy phép xây dựng mới công trình nhà ở riêng lẻ"), ("1.012275", "Cấp mới giấy phép hành nghề khám bệnh, chữa bệnh")]
DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def ascii_lower(text):
    flat = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in flat if c.isascii() and c.isalnum()).lower()


def in_words(number):
    """20 -> "hai mươi"; for 0..99 and years."""
    if number >= 1000:
        head, tail = divmod(number, 1000)
        hundreds, rest = divmod(tail, 100)
        end = "" if not rest else (" linh " + DIGITS[rest] if rest < 10 else " " + in_words(rest))
        return f"{DIGITS[head]} nghìn {DIGITS[hundreds]} trăm{end}"
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    last = {0: "", 1: " mốt" if tens > 1 else " một", 5: " lăm"}.get(ones, " " + DIGITS[ones])
    return ("mười" if tens == 1 else DIGITS[tens] + " mươi") + last


def tax_code(rng):
    """Ten digits with the check digit of domain.md 4.2: 10 - (weighted sum mod 11), never 10."""
    while True:
        digits = [int(c) for c in f"{rng.choice(['36', '39', '32', '28', '18', '03', '01'])}{rng.randrange(1, 9999999):07d}"]
        left = sum(d * w for d, w in zip(digits, (31, 29, 23, 19, 17, 13, 7, 5, 3))) % 11
        if left:
            return "".join(map(str, digits)) + str(10 - left)


def mrz_check(text):
    """Check character of ICAO 9303: weights 7, 3, 1; letters from 10, fillers 0."""
    return str(sum((0 if c == "<" else int(c, 36)) * (7, 3, 1)[i % 3] for i, c in enumerate(text)) % 10)


def mrz(person):
    """The three lines on the back of an identity card (TD1)."""
    number, born, until = person["so_dinh_danh"], person["ngay_sinh"]["ma"], person["co_gia_tri_den"]["ma"]
    first = f"IDVNM{number[3:]}{mrz_check(number[3:])}{number}<<"
    first += mrz_check(first[5:])
    dates = born + mrz_check(born) + ("M" if person["gioi_tinh"] == "Nam" else "F") + until + mrz_check(until)
    family, *given = (ascii_lower(word).upper() for word in person["ho_ten"].split())
    second = dates + "VNM" + "<" * 11 + mrz_check(first[5:30] + born + mrz_check(born) + until + mrz_check(until))
    return [html.escape(line) for line in (first, second, f"{family}<<{'<'.join(given)}"[:30].ljust(30, "<"))]


class Day(dict):
    """One day in every spelling a paper uses."""

    def __init__(self, day):
        # NĐ 30/2020, annex I: days under 10 and months 1, 2 carry a leading zero
        dd, mm = f"{day.day:02d}", f"{day.month:02d}" if day.month < 3 else str(day.month)
        super().__init__(iso=day.isoformat(), dmy=day.strftime("%d/%m/%Y"), dai=f"ngày {dd} tháng {mm} năm {day.year}", ngay=dd, thang=mm, nam=str(day.year),
                         chu=f"Ngày {in_words(day.day)}, tháng {in_words(day.month)}, năm {in_words(day.year)}", qr=day.strftime("%d%m%Y"), ma=day.strftime("%y%m%d"), hai_so_thang=f"{day.month:02d}")
        self.day = day


class World:
    """Answers names; asks the dice the first time a name comes up, remembers after."""

    def __init__(self, key):
        self.rng, self.known = random.Random(key), {}
        self.today = datetime.date(2021, 1, 4) + datetime.timedelta(days=self.rng.randrange(5 * 365))

    def get(self, name):
        root, *path = name.split(".")
        if root not in self.known:
            self.known[root] = self.make(root)
        value = self.known[root]
        for step in path:
            value = value[step]
        return value

    def make(self, root):
        kind = root.rstrip("0123456789")
        maker = getattr(self, "make_" + kind, None)
        if maker is None:
            raise KeyError(f"the world knows no '{root}'")
        return maker()

    # --- people ---------------------------------------------------------------------------------
    def person(self, male=None, born=(1962, 2002), family=None):
        rng = self.rng
        male = rng.random() < 0.5 if male is None else male
        birth = datetime.date(rng.randrange(*born), 1, 1) + datetime.timedelta(days=rng.randrange(365))
        province = rng.choice(PROVINCES)
        century = (birth.year - 1900) // 100 * 2 + (0 if male else 1)
        name = (family or rng.choice(FAMILY)) + " " + rng.choice(MALE if male else FEMALE)
        issued = datetime.date(2021, 3, 1) + datetime.timedelta(days=rng.randrange(1200))
        home = rng.choice(PROVINCES)
        one = dict(ho_ten=name, ngay_sinh=Day(birth), gioi_tinh="Nam" if male else "Nữ", ong_ba="ông" if male else "bà", dan_toc=rng.choice(["Kinh", "Kinh", "Kinh", "Hoa", "Khmer", "Tày"]),
                    quoc_tich="Việt Nam", so_dinh_danh=f"{province[0]}{century}{birth.year % 100:02d}{rng.randrange(1000000):06d}", cmnd=f"{rng.randrange(100000000, 400000000)}",
                    ngay_cap=Day(issued), co_gia_tri_den=Day(birth.replace(day=min(birth.day, 28), year=birth.year + (60 if birth.year < 1985 else 40 if birth.year < 1999 else 25))),
                    dien_thoai=f"09{rng.randrange(10000000, 99999999)}", email=ascii_lower(name.split()[-1]) + "." + ascii_lower(name.split()[0]) + f"{rng.randrange(10, 99)}@gmail.com",
                    que_quan=f"{rng.choice(province[2])}, {province[1]}", dia_chi=f"{rng.choice(HAMLETS)}, {rng.choice(home[2])}, {home[1]}", ho_chieu=f"{rng.choice('BCNP')}{rng.randrange(1000000, 9999999)}")
        one["mrz1"], one["mrz2"], one["mrz3"] = mrz(one)
        return one

    def make_p(self):
        return self.person()

    def make_nam(self):
        return self.person(True)

    def make_nu(self):
        return self.person(False)

    def make_cha(self):
        return self.person(True, (1975, 1995))

    def make_me(self):
        return self.person(False, (1978, 1997))

    def make_chong(self):
        return self.person(True, (1980, 2000))

    def make_vo(self):
        return self.person(False, (1980, 2002))

    def make_con(self):
        day = datetime.timedelta(days=self.rng.randrange(5, 55))
        child = self.person(None, (2018, 2021), self.get("cha.ho_ten").split()[0])
        birth = self.today - day
        century = (birth.year - 1900) // 100 * 2 + (0 if child["gioi_tinh"] == "Nam" else 1)
        child["ngay_sinh"] = Day(birth)
        child["so_dinh_danh"] = child["so_dinh_danh"][:3] + f"{century}{birth.year % 100:02d}" + child["so_dinh_danh"][6:]
        return child

    # --- offices, signers, numbers ----------------------------------------------------------------
    def make_cq(self):
        parent, name, letters, place, signers = self.rng.choice(OFFICES)
        return dict(chu_quan=parent.replace("|", " "), chu_quan_dong=parent.replace("|", "<br>"), ten=name.replace("|", " "), ten_dong=name.replace("|", "<br>"), ky_hieu=letters, dia_danh=place, nguoi_ky=signers)

    def make_ky(self):
        power, post = self.rng.choice(self.get("cq.nguoi_ky"))
        signer = self.person(None, (1962, 1985))
        if post is None:  # acting head: the power stands before the post, one line
            power, post = "", power
        lines = [*filter(None, power.split("|")), post]
        return dict(quyen_han=power.split("|")[-1], chuc_vu=post, ho_ten=signer["ho_ten"], chuc_vu_dong="<br>".join(lines))

    def make_so(self):
        return str(self.rng.randrange(1, 9999)) if self.rng.random() < 0.8 else f"{self.rng.randrange(1, 99):02d}"

    def make_n(self):
        return str(self.rng.randrange(2, 30))

    def make_nnn(self):
        return str(self.rng.randrange(100, 999))

    def make_tien(self):
        return f"{self.rng.randrange(20, 990) * 1000:,}".replace(",", ".")

    def make_ngay(self):
        """ngay: the day of the paper itself; ngay1, ngay2…: later days, in the order they are asked for."""
        used = [v.day for k, v in self.known.items() if k.startswith("ngay")]
        last = max(used, default=None)
        return Day(self.today if last is None else last + datetime.timedelta(days=self.rng.randrange(2, 12)))

    def make_truoc(self):
        """A day some months or years before the paper."""
        return Day(self.today - datetime.timedelta(days=self.rng.randrange(40, 1500)))

    def make_gio(self):
        return f"{self.rng.randrange(7, 17):02d} giờ {self.rng.randrange(0, 60, 5):02d} phút"

    def make_vv(self):
        return self.rng.choice(SUBJECTS).format(nam=self.today.year)

    def make_doan(self):
        used = [v for k, v in self.known.items() if k.startswith("doan")]
        return self.rng.choice([b for b in BODIES if b not in used] or BODIES)

    def make_hs(self):
        code, name = self.rng.choice(PROCEDURES)
        agency = self.rng.choice(["H19.15", "H53.08.21", "H50.12", "H13.04.17", "000.00.15.H19", "G15.02"])
        return dict(ma=f"{agency}-{self.get('ngay.ma')}-{self.rng.randrange(1, 9999):04d}", ma_thu_tuc=code, thu_tuc=name)

    def make_dn(self):
        firm, trade, home = self.rng.choice(FIRMS), self.rng.choice(TRADES), self.rng.choice(PROVINCES)
        kind = self.rng.choice(["CÔNG TY TNHH", "CÔNG TY CỔ PHẦN", "CÔNG TY TNHH MỘT THÀNH VIÊN"])
        return dict(ten=f"{kind} {trade} {firm}".upper(), ten_thuong=f"Công ty {kind[8:] if kind[8:].startswith('TNHH') else 'Cổ phần'} {trade} {firm}", mst=tax_code(self.rng), von=f"{self.rng.randrange(1, 90)}00.000.000",
                    dia_chi=f"{self.rng.choice(HAMLETS)}, {self.rng.choice(home[2])}, {home[1]}", dien_thoai=f"02{self.rng.randrange(10000000, 99999999)}")
