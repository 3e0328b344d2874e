package sqlite

import (
	"context"
	"fmt"
	"log/slog"
	"testing"

	"mud/engine/store"
)

func BenchmarkCommit(b *testing.B) {
	for _, durability := range []store.Durability{store.Process, store.Power} {
		for _, size := range []int{1, 10, 100} {
			b.Run(fmt.Sprintf("%s/%d", durability, size), func(b *testing.B) {
				s, err := Open(newPath(b), durability, slog.New(slog.DiscardHandler))
				if err != nil {
					b.Fatal(err)
				}
				defer s.Close()
				next := 0
				for b.Loop() {
					changes := make([]store.Change, size)
					for i := range changes {
						next++
						changes[i] = put(next * 7919 % 100_000)
					}
					if err := s.Commit(context.Background(), changes); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	s := mustOpen(b, newPath(b))
	changes := make([]store.Change, 100_000)
	for i := range changes {
		changes[i] = put(i)
	}
	if err := s.Commit(context.Background(), changes); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := s.Load(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}
