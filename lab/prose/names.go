package prose

import (
	"math/rand/v2"
	"strings"
)

// Name is a person's, first name and surname.
func Name(r *rand.Rand, lang string) (first, last string) {
	return one(r, names[[2]string{lang, "first"}]), one(r, names[[2]string{lang, "head"}]) + one(r, names[[2]string{lang, "tail"}])
}

// Town is the name of a town.
func Town(r *rand.Rand, lang string) string {
	return one(r, names[[2]string{lang, "head"}]) + one(r, names[[2]string{lang, "town"}])
}

// Firm is the name of a supplier.
func Firm(r *rand.Rand, lang string) string {
	_, last := Name(r, lang)
	kind := one(r, names[[2]string{lang, "firm"}])
	if lang == "fr" {
		return kind + " " + last
	}
	return last + " " + kind
}

// Outlet is the name of a newspaper.
func Outlet(r *rand.Rand, lang string) string {
	town, kind := Town(r, lang), one(r, names[[2]string{lang, "outlet"}])
	if lang == "fr" {
		return kind + " " + town
	}
	return town + " " + kind
}

// Plain is a name in the letters that addresses and host names are made of.
func Plain(name string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(name) {
		if at := strings.IndexRune(accented, c); at >= 0 {
			b.WriteByte(unaccented[len([]rune(accented[:at]))])
		} else if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			b.WriteRune(c)
		} else if c == ' ' || c == '-' {
			b.WriteByte('-')
		}
	}
	return b.String()
}

const (
	accented   = "àâäçéèêëîïôöùûüÿ"
	unaccented = "aaaceeeeiioouuuy"
)
