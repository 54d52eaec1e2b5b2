package main

import (
	"regexp"
	"strings"
)

// field is one header field, with its folds and its last CRLF.
type field string

func (f field) name() string {
	name, _, _ := strings.Cut(string(f), ":")
	return strings.ToLower(strings.TrimSpace(name))
}

var fieldStart = regexp.MustCompile(`(?m)^[^ \t\r\n]`)

// splitMail parts a message into its fields and its body.
func splitMail(raw string) (fields []field, body string) {
	header, body, _ := strings.Cut(raw, "\r\n\r\n")
	header += "\r\n"
	starts := fieldStart.FindAllStringIndex(header, -1)
	for i, s := range starts {
		end := len(header)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		fields = append(fields, field(header[s[0]:end]))
	}
	return fields, body
}

var (
	folds  = regexp.MustCompile(`\r\n[ \t]`)
	blanks = regexp.MustCompile(`[ \t]+`)
)

// canonField is a field in canonical form, without its last CRLF.
// RFC 6376 §3.4.1, §3.4.2
func canonField(form string, f field) string {
	text := strings.TrimSuffix(string(f), "\r\n")
	if form == "simple" {
		return text
	}
	_, value, _ := strings.Cut(folds.ReplaceAllString(text, " "), ":")
	return f.name() + ":" + strings.TrimSpace(blanks.ReplaceAllString(value, " "))
}

// canonBody is a body in canonical form. RFC 6376 §3.4.3, §3.4.4
func canonBody(form, body string) string {
	lines := strings.Split(strings.TrimSuffix(body, "\r\n"), "\r\n")
	if form == "relaxed" {
		for i, line := range lines {
			lines[i] = blanks.ReplaceAllString(strings.TrimRight(line, " \t"), " ")
		}
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	if len(lines) == 0 && form == "relaxed" {
		return ""
	}
	return strings.Join(lines, "\r\n") + "\r\n"
}

// pick takes the fields that names stand for, from the bottom up, and the
// names that found one. RFC 6376 §5.4.2
func pick(fields []field, names []string) (picked []field, found []string) {
	used := map[int]bool{}
	for _, name := range names {
		for i := len(fields) - 1; i >= 0; i-- {
			if !used[i] && fields[i].name() == strings.ToLower(name) {
				used[i] = true
				picked, found = append(picked, fields[i]), append(found, name)
				break
			}
		}
	}
	return picked, found
}
