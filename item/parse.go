package item

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ParseLocator reads a path. An error quotes it.
func ParseLocator(path string) (Locator, error) {
	l, err := parseLocator(path)
	if err != nil {
		return Locator{}, fmt.Errorf("path %q: %w", path, err)
	}
	return l, nil
}

func parseLocator(path string) (l Locator, err error) {
	end := strings.IndexAny(path, "!@#")
	if end < 0 {
		end = len(path)
	}
	root, file, below := strings.Cut(path[:end], "/")
	if l.Root, l.Nth, err = parseName(root); err != nil {
		return l, err
	}
	if below {
		if l.File, err = unescape(file); err != nil {
			return l, err
		}
	}
	for rest := path[end:]; rest != ""; {
		next := strings.IndexAny(rest[1:], "!@#") + 1
		if next == 0 {
			next = len(rest)
		}
		s, err := parseStep(StepKind(rest[0]), rest[1:next])
		if err != nil {
			return l, err
		}
		l.Steps = append(l.Steps, s)
		rest = rest[next:]
	}
	return l, nil
}

func parseStep(kind StepKind, text string) (s Step, err error) {
	s.Kind = kind
	switch kind {
	case Member:
		s.Name, s.Nth, err = parseName(text)
	case Range:
		offset, length, ok := strings.Cut(text, "+")
		if s.Offset, err = strconv.ParseInt(offset, 10, 64); err == nil && ok {
			s.Length, err = strconv.ParseInt(length, 10, 64)
		}
		if err != nil || !ok || s.Offset < 0 || s.Length < 0 {
			err = fmt.Errorf("%q is not an offset and a length", "@"+text)
		}
	case Part:
		if s.Part = text; text == "" || strings.Trim(text, "0123456789.") != "" {
			err = fmt.Errorf("%q is not the number of a part", "#"+text)
		}
	}
	return s, err
}

func parseName(text string) (name string, nth int, err error) {
	text, count, repeated := strings.Cut(text, "+")
	if repeated {
		if nth, err = strconv.Atoi(count); err != nil || nth < 2 {
			return "", 0, fmt.Errorf("%q is not a number from 2 up", "+"+count)
		}
	}
	name, err = unescape(text)
	return name, nth, err
}

var errEscape = errors.New("% is not followed by two hex digits")

func unescape(text string) (string, error) {
	if !strings.Contains(text, "%") {
		return text, nil
	}
	b := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] != '%' {
			b = append(b, text[i])
			continue
		}
		if i+2 >= len(text) {
			return "", errEscape
		}
		c, err := strconv.ParseUint(text[i+1:i+3], 16, 8)
		if err != nil {
			return "", errEscape
		}
		b = append(b, byte(c))
		i += 2
	}
	return string(b), nil
}
