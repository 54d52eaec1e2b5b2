package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
)

const mailHead = "From: a@press.example\r\nSubject: bomb\r\nDate: Fri, 21 Apr 2017 09:12:33 +0200\r\n"

func put(w io.Writer, format string, args ...any) {
	_, err := fmt.Fprintf(w, format, args...)
	must(err)
}

func deepMessages(w io.Writer) {
	for range 1000 {
		put(w, mailHead+"Content-Type: message/rfc822\r\n\r\n")
	}
	put(w, mailHead+"\r\nThe last.\r\n")
}

func deepMultiparts(w io.Writer) {
	put(w, mailHead)
	for i := range 1000 {
		put(w, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	put(w, "\r\nThe last.\r\n")
	for i := 999; i >= 0; i-- {
		put(w, "--b%d--\r\n", i)
	}
}

// longHeader writes a header of many fields.
func longHeader(size int) func(io.Writer) {
	return func(w io.Writer) {
		put(w, mailHead)
		for i := 0; i*100 < size; i++ {
			put(w, "X-Field-%08d: %s\r\n", i, strings.Repeat("x", 80))
		}
		put(w, "\r\nBody.\r\n")
	}
}

func longField(w io.Writer) {
	put(w, mailHead+"To: ")
	for range 1_000_000 {
		put(w, "\"someone or other\" <someone@press.example>,\r\n\t%s", strings.Repeat(" ", 10))
	}
	put(w, "last@press.example\r\n\r\nBody.\r\n")
}

func manyParts(w io.Writer) {
	put(w, mailHead+"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n")
	for i := range 100_000 {
		put(w, "--b\r\nContent-Disposition: attachment; filename=%d\r\n\r\npart %d\r\n", i, i)
	}
	put(w, "--b--\r\n")
}

// largeAttachment carries 45 MiB in base64.
func largeAttachment(w io.Writer) {
	put(w, mailHead+"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nText.\r\n--b\r\n"+
		"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=x\r\n\r\n")
	e := base64.NewEncoder(base64.StdEncoding, w)
	line := bytes.Repeat([]byte("0123456789abcdef"), 1<<10)
	for range (45 << 20) / len(line) {
		_, err := e.Write(line)
		must(err)
	}
	must(e.Close())
	put(w, "\r\n--b--\r\n")
}

// largeText is a text of 60 MB in quoted-printable and a foreign charset.
func largeText(w io.Writer) {
	put(w, mailHead+"MIME-Version: 1.0\r\nContent-Type: text/html; charset=windows-1251\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
	for range 1_000_000 {
		put(w, "<p>=CF=F0=E8=E2=E5=F2 %s</p>=\r\n", strings.Repeat("word ", 6))
	}
}

func largeMbox(w io.Writer) {
	text := strings.Repeat("A line of a letter that is as long as such lines are.\r\n", 100)
	for i := range 55_000 {
		put(w, "From a@press.example Fri Apr 21 09:12:33 2017\r\n%sMessage-ID: <%d@press.example>\r\n\r\n%s\r\n", mailHead, i, text)
	}
}

// fatMbox holds four mails near the bound of one mail, in lines of text that
// grow when they become UTF-8.
func fatMbox(w io.Writer) {
	text := strings.Repeat(strings.Repeat("\xcf", 70)+"\r\n", 10_000)
	for i := range 4 {
		put(w, "From a@press.example Fri Apr 21 09:12:33 2017\r\n%sMessage-ID: <%d@press.example>\r\n"+
			"Content-Type: text/plain; charset=windows-1251\r\nContent-Transfer-Encoding: 8bit\r\n\r\n", mailHead, i)
		for range 90 {
			put(w, "%s", text)
		}
		put(w, "\r\n")
	}
}
