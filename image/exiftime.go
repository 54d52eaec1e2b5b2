package image

import (
	"fmt"
	"math"
	"strings"
	"time"

	"assay/document"
)

// clock is a time and the entries that tell its fraction and its zone: CIPA
// DC-008 §4.6.5 F.
type clock struct {
	what         string
	subsec, zone uint16 // both in ExifIFD
}

var clocks = map[tagKey]clock{
	{"IFD0", 0x0132}:    {document.Modified, 0x9290, 0x9010},
	{"ExifIFD", 0x9003}: {document.Taken, 0x9291, 0x9011},
	{"ExifIFD", 0x9004}: {document.Created, 0x9292, 0x9012},
	{"IFD0", 0x9003}:    {document.Taken, 0x9291, 0x9011}, // of TIFF/EP
	{"IFD0", 0xc71b}:    {document.Modified, 0, 0},        // PreviewDateTime of DNG
}

// tellTime says whether an entry is a time, and adds it.
func (x *exifReader) tellTime(k tagKey, value string) bool {
	c, ok := clocks[k]
	if !ok {
		return false
	}
	subsec, zone := "", ""
	if c.subsec != 0 {
		subsec, zone = x.t.String(x.get("ExifIFD", c.subsec)), x.t.String(x.get("ExifIFD", c.zone))
	}
	t := document.Time{What: c.what, At: exifTime(value, subsec, zone), Where: x.at(k)}
	if t.At == "" || strings.NewReplacer(":", "", "-", "", "T", " ").Replace(t.At) != strings.ReplaceAll(value, ":", "") {
		t.Text = strings.TrimSpace(value + " " + zone)
	}
	x.d.Times = append(x.d.Times, t)
	return true
}

// exifTime puts date, fraction and zone together; empty where the date is none,
// as of cameras whose clock was never set (zeros or blanks).
func exifTime(date, subsec, zone string) string {
	date = strings.TrimSpace(date)
	subsec = strings.TrimSpace(subsec)
	if subsec != "" && len(subsec) <= 9 && strings.Trim(subsec, "0123456789") == "" {
		date += "." + subsec
	}
	for _, layout := range []string{"2006:01:02 15:04:05", "2006-01-02 15:04:05", "2006/01/02 15:04:05", "2006:01:02 15:04", "2006-01-02T15:04:05"} {
		t, err := time.Parse(layout, date)
		if err != nil {
			continue
		}
		at := t.Format("2006-01-02T15:04:05.999999999")
		if zone = strings.TrimSpace(zone); zone != "" {
			if _, err := time.Parse("Z07:00", zone); err == nil {
				return at + zone
			}
		}
		return at
	}
	return ""
}

// position tells where and when the receiver says the picture was taken.
func (x *exifReader) position() {
	lat, ok1 := x.degrees(2, 1, "S", 90)
	lon, ok2 := x.degrees(4, 3, "W", 180)
	where := x.where + " GPS"
	if ok1 && ok2 {
		x.field("GPS position", fmt.Sprintf("%.6f, %.6f", lat, lon), where)
	}
	if alt, ok := x.t.number(x.get("GPS", 6), 0); ok {
		if below := x.t.integer(x.get("GPS", 5)); below == 1 {
			alt = -alt
		}
		x.field("GPS altitude", fmt.Sprintf("%.2f m", alt), where)
	}
	date := x.t.String(x.get("GPS", 0x1d))
	h, okH := x.t.number(x.get("GPS", 7), 0)
	m, okM := x.t.number(x.get("GPS", 7), 1)
	s, okS := x.t.number(x.get("GPS", 7), 2)
	if !okH || !okM || !okS || h < 0 || h > 24 || m < 0 || m > 60 || s < 0 || s > 61 {
		return
	}
	whole, fraction := math.Modf(s)
	at := exifTime(fmt.Sprintf("%s %02.0f:%02.0f:%02.0f", date, h, m, whole), "", "Z")
	if at != "" && fraction > 0.0005 {
		at = strings.TrimSuffix(at, "Z") + strings.TrimRight(fmt.Sprintf("%.3f", min(fraction, 0.999))[1:], "0") + "Z"
	}
	if at == "" {
		x.field("GPS time", fmt.Sprintf("%02.0f:%02.0f:%06.3f UTC, without a date", h, m, s), where)
		return
	}
	x.d.Times = append(x.d.Times, document.Time{What: document.Taken, At: at, Text: date + " " + x.t.String(x.get("GPS", 7)), Where: where + " GPSDateStamp, GPSTimeStamp"})
}

// degrees reads an angle of degrees, minutes and seconds, and its side.
func (x *exifReader) degrees(tag, ref uint16, negative string, most float64) (float64, bool) {
	e := x.get("GPS", tag)
	sum := 0.0
	for i, unit := range []float64{1, 60, 3600} {
		f, ok := x.t.number(e, i)
		if !ok && (i == 0 || int(e.count) > i && i < 2) {
			return 0, false
		}
		sum += f / unit
	}
	if strings.HasPrefix(strings.ToUpper(x.t.String(x.get("GPS", ref))), negative) {
		sum = -sum
	}
	return sum, math.Abs(sum) <= most
}
