package mail

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// folders are all of the shared test data that holds mail, whole and broken.
var folders = []string{
	"mime-apache-mime4j", "mime-cpython-test-email", "mime-jhillyerd-enmime", "mime-ruby-mail",
	"mime-stalwart-mail-parser", "mimekit-testdata", "mox-testdata", "tb-thunderbird-testdata",
	"dkim-rspamd/messages", "ham-spamassassin-2002", "sigspoof-johnny", "list-ksummit",
}

// TestCorpora reads every file there is, mail or not: nothing is lost, nothing
// overlaps, nothing panics, and a second reading gives the same.
func TestCorpora(t *testing.T) {
	for _, folder := range folders {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			files := 0
			eachFile(t, folder, func(path string, raw []byte) {
				files++
				m := Parse(raw)
				checkOffsets(t, m)
				readAll(m)
				first := [2]any{m.Text(), m.Misfits()}
				m = Parse(raw)
				if diff := cmp.Diff(first, [2]any{m.Text(), m.Misfits()}); diff != "" {
					t.Errorf("%s: two readings differ\n%s", path, diff)
				}
			})
			if files < 20 {
				t.Errorf("only %d files", files)
			}
		})
	}
}

// TestMisfitsOfRealMail counts what Misfits says of the 3,115 mails of a real
// list: nothing, or it would bar authentic mail from being verified.
func TestMisfitsOfRealMail(t *testing.T) {
	misfits, mails := 0, 0
	eachFile(t, "list-ksummit/eml", func(path string, raw []byte) {
		mails++
		if why := Parse(raw).Misfits(); len(why) > 0 {
			misfits++
			t.Logf("%s: %q", path, why)
		}
	})
	if misfits > 0 {
		t.Errorf("%d of %d authentic mails have misfits", misfits, mails)
	}
}

// TestOracle holds the leaves of every MIME tree and their decoded content
// against the standard library's, wherever that reads a message without error
// and Content-Type can be read in one way.
func TestOracle(t *testing.T) {
	compared, refused := 0, 0
	for _, folder := range folders {
		eachFile(t, folder, func(path string, raw []byte) {
			m := Parse(raw)
			want, err := stdLeaves(raw)
			if err != nil || m.Lines == CR || m.Lines == Mixed || doubtful(m) {
				refused++
				return
			}
			compared++
			if diff := cmp.Diff(withoutEmpty(want), withoutEmpty(ourLeaves(m)), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s (-std +assay)\n%.2000s", path, diff)
			}
		})
	}
	t.Logf("%d messages compared, %d that cannot be", compared, refused)
	if compared < 5000 {
		t.Error("too few messages were compared")
	}
}

// leaf is a part that holds no others.
type leaf struct {
	Type    string
	Content string // decoded
}

// doubtful messages may be read in another way: the library reads blank lines
// as a header without fields.
func doubtful(m *Message) bool {
	return slices.ContainsFunc(m.Defects, func(d Defect) bool { return d.ID == TypeBad || d.ID == LeadingBlank })
}

// withoutEmpty leaves out empty text: whether two delimiters in a row enclose a
// part is a matter of taste.
func withoutEmpty(list []leaf) []leaf {
	return slices.DeleteFunc(list, func(l leaf) bool { return l == leaf{Type: "text/plain"} })
}

func ourLeaves(m *Message) (list []leaf) {
	m.Root.Leaves(func(p *Part) bool {
		content, _ := m.Decode(p)
		list = append(list, leaf{p.Type, string(content)})
		return true
	})
	return list
}

func stdLeaves(raw []byte) (list []leaf, err error) {
	m, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	return list, stdPart(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body, "text/plain", &list)
}

func stdPart(ctype, encoding string, body io.Reader, preset string, list *[]leaf) error {
	kind, params := preset, map[string]string{}
	if ctype != "" {
		var err error
		if kind, params, err = mime.ParseMediaType(ctype); err != nil {
			return err
		}
	}
	if strings.HasPrefix(kind, "multipart/") && params["boundary"] != "" {
		before, preset := len(*list), "text/plain"
		if kind == "multipart/digest" {
			preset = "message/rfc822"
		}
		for r := multipart.NewReader(body, params["boundary"]); ; {
			p, err := r.NextRawPart()
			if err == io.EOF && len(*list) > before {
				return nil
			} else if err != nil { // io.EOF: nothing was found to be compared
				return err
			}
			if err := stdPart(p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p, preset, list); err != nil {
				return err
			}
		}
	}
	switch encoding = strings.ToLower(encoding); {
	case strings.HasPrefix(kind, "multipart/"):
		return errors.New("a multipart without a boundary")
	case strings.Contains(encoding, "uu"):
		return errors.New("uuencode")
	case encoding == "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case encoding == "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	content, err := io.ReadAll(body)
	*list = append(*list, leaf{kind, string(content)})
	return err
}
