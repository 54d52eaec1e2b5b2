package cert

import (
	"strings"
	"time"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// The forms of times, strict ones first; old certificates leave out seconds or
// name a zone. RFC 5280 §4.1.2.5, X.680 §46, §47
var (
	shortTimes = []string{"060102150405Z", "0601021504Z", "060102150405-0700", "0601021504-0700"}
	longTimes  = []string{"20060102150405Z", "20060102150405.999999999Z", "200601021504Z", "20060102150405-0700", "20060102150405.999999999-0700", "20060102150405"}
)

// readTime takes one UTCTime or GeneralizedTime off the front; the zero time
// where it cannot be read.
func readTime(in *cryptobyte.String) time.Time {
	var content cryptobyte.String
	var tag casn1.Tag
	if !in.ReadAnyASN1(&content, &tag) {
		return time.Time{}
	}
	return ParseTime(tag, content)
}

// ParseTime reads the content of a UTCTime or GeneralizedTime; the zero time
// where it cannot be read.
func ParseTime(tag casn1.Tag, content []byte) time.Time {
	text := strings.TrimRight(string(content), "\x00 ")
	layouts := longTimes
	if tag == casn1.UTCTime {
		layouts = shortTimes
	} else if tag != casn1.GeneralizedTime {
		return time.Time{}
	}
	for _, layout := range layouts {
		t, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		// RFC 5280 §4.1.2.5.1: years from 50 on are of the last century;
		// time.Parse turns at 69.
		if tag == casn1.UTCTime && t.Year() >= 2050 {
			t = t.AddDate(-100, 0, 0)
		}
		return t.UTC()
	}
	return time.Time{}
}
