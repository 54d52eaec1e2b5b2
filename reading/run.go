package reading

import (
	"context"
	"errors"

	"assay/isolate"
)

// do runs a parser in a child process. failed says why content could not be
// read, by the parser's word or because the parser went wrong; refused, that it
// was the parser's word. An error ends the run.
func (r *Reader) do(ctx context.Context, name parser, request []byte) (answer []byte, failed failure, err error) {
	answer, err = r.run.Do(ctx, string(name), request)
	var wrong *isolate.Failure
	switch {
	case err == nil:
		return answer, failure{}, nil
	case errors.As(err, &wrong):
		return nil, failure{why: wrong.Error(), crashed: true}, nil
	case ctx.Err() != nil, errors.Is(err, isolate.ErrStart), errors.Is(err, isolate.ErrClosed):
		return nil, failure{}, err
	}
	return nil, failure{why: err.Error()}, nil
}

// failure is why something could not be read; its zero value says that it could.
type failure struct {
	why     string
	crashed bool // the parser did not say so itself: it was stopped, or fell over
}

func (f failure) happened() bool { return f.why != "" }
