package excel

import (
	"math"
	"strconv"
	"strings"
	"time"

	"assay/ole"
)

// look is how a number format shows numbers, as far as it is followed.
type look struct {
	date, clock bool
	percent     bool
	decimals    int // -1: as many as there are
}

// builtin are the formats that every workbook has. [ECMA-376-1] §18.8.30
func builtin(id int) look {
	switch {
	case id == 1 || id == 3 || id == 37 || id == 38:
		return look{decimals: 0}
	case id == 2 || id == 4 || id == 39 || id == 40:
		return look{decimals: 2}
	case id == 9:
		return look{percent: true}
	case id == 10:
		return look{percent: true, decimals: 2}
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57 || id == 58:
		return look{date: true}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47, id == 55 || id == 56:
		return look{clock: true}
	case id == 22:
		return look{date: true, clock: true}
	}
	return look{decimals: -1}
}

// parseLook reads a format's first section, without quoted text and brackets.
func parseLook(format string) look {
	var plain strings.Builder
	quoted, bracket, escaped := false, false, false
	for _, r := range strings.ToLower(format) {
		switch {
		case escaped:
			escaped = false
		case quoted || bracket:
			quoted, bracket = quoted && r != '"', bracket && r != ']'
		case r == '"':
			quoted = true
		case r == '[':
			bracket = true
		case r == '\\' || r == '_' || r == '*':
			escaped = true
		case r == ';':
			return lookOf(plain.String())
		default:
			plain.WriteRune(r)
		}
	}
	return lookOf(plain.String())
}

func lookOf(f string) look {
	if strings.Contains(f, "general") {
		return look{decimals: -1}
	}
	l := look{clock: strings.ContainsAny(f, "hs"), date: strings.ContainsAny(f, "dy"), percent: strings.Contains(f, "%"), decimals: -1}
	if !l.clock && !l.date && strings.Contains(f, "m") {
		l.date = true
	}
	if strings.ContainsAny(f, "0#?") && !strings.ContainsAny(f, "e/") {
		_, after, _ := strings.Cut(f, ".")
		l.decimals = len(after) - len(strings.TrimLeft(after, "0#?"))
	}
	return l
}

// show writes a number as its cell's format asks: dates as ISO 8601, no
// separators of thousands, no currency.
func (w *workbook) show(v float64, xf int) string {
	l := look{decimals: -1}
	if xf < len(w.formats) {
		id := w.formats[xf]
		var own bool
		if l, own = w.looks[id]; !own {
			l = builtin(id)
		}
	}
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return ""
	case (l.date || l.clock) && v >= 0 && v < 2_958_466: // up to the year 9999
		return w.date(v, l)
	case l.percent:
		return strconv.FormatFloat(v*100, 'f', max(l.decimals, 0), 64) + "%"
	case l.decimals >= 0:
		return strconv.FormatFloat(v, 'f', min(l.decimals, 30), 64)
	case math.Abs(v) >= 1e11 || v != 0 && math.Abs(v) < 1e-9:
		return strconv.FormatFloat(v, 'G', 6, 64)
	}
	short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 11, 64), 64)
	if err != nil {
		short = v
	}
	return strconv.FormatFloat(short, 'f', -1, 64)
}

// date writes days since 1899-12-30, or since 1904. Days before March 1900
// count a 29 February that was none. [MS-XLS] §2.5.343
func (w *workbook) date(v float64, l look) string {
	if w.mac {
		v += 1462
	} else if v < 60 && v >= 1 {
		v++
	}
	seconds := math.Round(v * 86400)
	t := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(seconds)/86400).Add(time.Duration(int(seconds)%86400) * time.Second)
	switch {
	case l.date && l.clock:
		return t.Format("2006-01-02 15:04:05")
	case l.date:
		return t.Format("2006-01-02")
	}
	return t.Format("15:04:05")
}

// rk unpacks a number of four bytes. [MS-XLS] §2.5.217
func rk(v uint32) float64 {
	var f float64
	if v&2 != 0 {
		f = float64(int32(v) >> 2)
	} else {
		f = math.Float64frombits(uint64(v&^3) << 32)
	}
	if v&1 != 0 {
		f /= 100
	}
	return f
}

func double(b []byte, at int) float64 {
	return math.Float64frombits(uint64(ole.U32(b, at)) | uint64(ole.U32(b, at+4))<<32)
}

// failures are what cells show for errors. [MS-XLS] §2.5.10
var failures = map[byte]string{0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
