package tell

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// maxTwinWords bounds the words that are compared of each text.
const maxTwinWords = 20_000

// plainWords are the words of a plain text in lower case, without links and
// the descriptions that stand for pictures.
func plainWords(text string) []string {
	text = withoutBrackets(text)
	return words(nil, text)
}

// withoutBrackets drops what converters write between brackets beside the text:
// <link>, [image: name], [cid:name].
func withoutBrackets(text string) string {
	var b strings.Builder
	for {
		i := strings.IndexAny(text, "<[")
		if i < 0 {
			break
		}
		end := -1
		if rest := text[i+1:]; linkBegins(rest) {
			end = strings.IndexAny(rest, ">]")
		}
		if end < 0 {
			b.WriteString(text[:i+1])
			text = text[i+1:]
			continue
		}
		b.WriteString(text[:i])
		b.WriteByte(' ')
		text = text[i+1+end+1:]
	}
	b.WriteString(text)
	return b.String()
}

func linkBegins(text string) bool {
	text = strings.ToLower(text[:min(len(text), 8)])
	for _, s := range []string{"http:", "https:", "mailto:", "image:", "cid:", "tel:", "www.", "inline", "ftp:", "file:"} {
		if strings.HasPrefix(text, s) {
			return true
		}
	}
	return false
}

// pageWords are the words that a reader of HTML sees.
func pageWords(page string) (list []string) {
	z := html.NewTokenizer(strings.NewReader(page))
	z.SetMaxBuf(maxOwnText + 1)
	var line strings.Builder
	hidden := ""
	flush := func() {
		list = words(list, line.String())
		line.Reset()
	}
	for len(list) < maxTwinWords {
		switch z.Next() {
		case html.ErrorToken:
			flush()
			return list
		case html.TextToken:
			if hidden == "" {
				line.Write(z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			if hidden == "" && unseenTag[string(name)] {
				hidden = string(name)
			}
			if !inlineTag[string(name)] {
				flush()
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == hidden {
				hidden = ""
			}
		}
	}
	return list
}

// unseenTag are elements whose content is not shown; those that end without a
// tag are not among them.
var unseenTag = map[string]bool{"script": true, "style": true, "title": true}

// inlineTag are elements that do not end a word.
var inlineTag = map[string]bool{"a": true, "b": true, "i": true, "u": true, "em": true, "strong": true, "span": true, "font": true,
	"sub": true, "sup": true, "s": true, "small": true, "big": true, "tt": true, "code": true, "wbr": true, "o:p": true}

// words appends the words of a text: runs of letters and figures, in lower
// case, of what is no link and no address.
func words(list []string, text string) []string {
	for field := range strings.FieldsSeq(text) {
		if len(list) >= maxTwinWords {
			break
		}
		if strings.Contains(field, "://") || strings.HasPrefix(field, "www.") || strings.ContainsRune(field, '@') {
			continue
		}
		for w := range strings.FieldsFuncSeq(field, noWord) {
			list = append(list, strings.ToLower(w))
		}
	}
	return list
}

func noWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) }
