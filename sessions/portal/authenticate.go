package portal

import (
	"context"
	"errors"
	"sync"

	"mud/sessions/wire"
)

// questions are logins that the Server is asked about.
type questions struct {
	mu   sync.Mutex
	last uint64
	open map[uint64]chan wire.Authenticated
}

// Authenticate asks the Server about a login; see Authenticator.
func (p *Portal) Authenticate(ctx context.Context, q wire.Authenticate) (int64, error) {
	p.mu.Lock()
	conn := p.away.link
	p.mu.Unlock()
	if conn == nil {
		return 0, ErrAway
	}
	id, answer := p.questions.ask()
	defer p.questions.drop(id)
	q.ID = id
	if conn.Send(q) != nil {
		return 0, ErrAway
	}
	select {
	case a := <-answer:
		if a.Account == 0 {
			return 0, errors.New(a.Reason)
		}
		return a.Account, nil
	case <-ctx.Done():
		return 0, ErrAway
	}
}

func (q *questions) ask() (uint64, <-chan wire.Authenticated) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.open == nil {
		q.open = map[uint64]chan wire.Authenticated{}
	}
	q.last++
	answer := make(chan wire.Authenticated, 1)
	q.open[q.last] = answer
	return q.last, answer
}

func (q *questions) drop(id uint64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	delete(q.open, id)
}

// answer hands on what the Server says; nobody may wait for it any more.
func (q *questions) answer(a wire.Authenticated) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if to := q.open[a.ID]; to != nil {
		delete(q.open, a.ID)
		to <- a
	}
}
