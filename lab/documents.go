package lab

import (
	"context"
	"errors"
	"fmt"

	"assay/item"
	"assay/lab/forge"
	"assay/lab/paper"
	"assay/lab/world"
)

// documentFolder is where files from disks stand.
const documentFolder = "documents"

// documents fills the leak up with files from disks.
func (s *scene) documents(ctx context.Context) error {
	const spare = 2 // documents that turn out the same are one item
	wanted := s.o.Size - s.count.Items
	return inOrder(ctx, spare*wanted, s.o.Workers, s.w.Loose, func(n int, d world.Document) (bool, error) {
		if s.full() {
			return false, nil
		}
		return true, s.document(d)
	})
}

// document writes a document, or a forgery in its place.
func (s *scene) document(d world.Document) error {
	box := s.w.Boxes[d.Owner]
	digest, path := item.Sum(d.Content), documentFolder+"/"+d.Path
	if s.seen[digest] {
		return nil
	}
	if s.forger.paper.pass(s.forger.r, 1) {
		j := s.forger.job(string(d.Format), d.Lang, d.Topic, d.Content, box.Stolen.AddDate(0, 0, 4+s.forger.r.IntN(25)))
		if t, out, ok := s.forger.forge(&s.forger.paper, j, func(forge.Technique) {}); ok {
			s.count.Acts++
			it := out.Items[0]
			sum := item.Sum(it.Content)
			l := s.forger.accused(t, it, sum.String(), box.Account.Address, digest.String())
			l.Path = path
			if err := write(s.leak, path, it.Content, j.Now, s.dirs); err != nil {
				return fmt.Errorf("lab: %w", err)
			}
			return errors.Join(s.label(l, sum), s.previews(box, it.Content))
		}
	}
	if err := write(s.leak, path, d.Content, d.At, s.dirs); err != nil {
		return fmt.Errorf("lab: %w", err)
	}
	err := s.label(authentic(digest, string(d.Format), path, box.Account.Address, true, nil), digest)
	return errors.Join(err, s.previews(box, d.Content))
}

// previews labels the small copies in a picture. A forger who edits a picture
// and not its preview leaves that as it was: it is authentic.
func (s *scene) previews(box *world.Box, content []byte) error {
	if kindOf(content) != string(paper.JPEG) {
		return nil
	}
	return s.insides(previews(content), box.Account.Address, true)
}
