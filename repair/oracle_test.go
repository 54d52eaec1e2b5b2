package repair

import (
	"os/exec"
	"strings"
	"testing"
)

// rewriters are ways in which Python's email package, which Mailman and many
// archivers are made with, writes a mail that it has read.
var rewriters = map[string]string{
	"7bit":          "p = policy.compat32.clone(cte_type='7bit')\nm = email.message_from_bytes(raw)\nout = m.as_bytes(policy=p)",
	"from lines":    "m = email.message_from_bytes(raw)\nimport io\nb = io.BytesIO()\nBytesGenerator(b, mangle_from_=True).flatten(m)\nout = b.getvalue()",
	"base64":        "m = email.message_from_bytes(raw)\nfor p in m.walk():\n    if p.get_content_maintype() == 'text':\n        t = p.get_payload(decode=True)\n        del p['Content-Transfer-Encoding']\n        p.set_payload(t)\n        email.encoders.encode_base64(p)\nout = m.as_bytes()",
	"quoted":        "m = email.message_from_bytes(raw)\nfor p in m.walk():\n    if p.get_content_maintype() == 'text':\n        t = p.get_payload(decode=True)\n        del p['Content-Transfer-Encoding']\n        p.set_payload(t)\n        email.encoders.encode_quopri(p)\nout = m.as_bytes()",
	"a tagged list": "m = email.message_from_bytes(raw)\nm.replace_header('Subject', '[zoo] ' + m['Subject'])\nm['List-Id'] = '<zoo.lists.example.net>'\nif not m.is_multipart() and m['Content-Transfer-Encoding'] == '7bit':\n    m.set_payload(m.get_payload() + '____\\nzoo list\\n')\nout = m.as_bytes()",
}

const pythonMain = "import sys, email, email.encoders\nfrom email import policy\nfrom email.generator import BytesGenerator\nraw = sys.stdin.buffer.read()\n"

// TestPython has another programme rewrite letters, and counts how many come
// back.
func TestPython(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 on this system")
	}
	found, total := 0, 0
	for name, script := range rewriters {
		for _, shape := range shapes {
			for _, encoding := range encodings {
				l := plainLetter
				l.shape, l.encoding = shape, encoding
				l.simple = number(name+shape+encoding)%3 == 0
				if encoding == "8bit" {
					latin(&l)
				}
				run := exec.Command(python, "-c", pythonMain+script+"\nsys.stdout.buffer.write(out)")
				run.Stdin = strings.NewReader(lfOf(l.signature() + l.raw()))
				damaged, err := run.Output()
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				total++
				out := l.attempt(string(damaged), Hints{})
				if out.Raw == nil {
					t.Logf("%s, %s, %s, simple %v: not found (body %v)", name, shape, encoding, l.simple, out.Body)
					continue
				}
				found++
				if diff := l.same(out.Raw); diff != "" {
					t.Errorf("%s, %s, %s: %s", name, shape, encoding, diff)
				}
			}
		}
	}
	t.Logf("%d of %d came back", found, total)
	if found*10 < total*9 {
		t.Errorf("%d of %d came back: fewer than nine of ten", found, total)
	}
}
