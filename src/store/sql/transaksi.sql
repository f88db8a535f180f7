-- Transactions.
-- name: tx_baca
BEGIN
-- name: tx_tulis
BEGIN IMMEDIATE
-- name: tx_tutup
COMMIT
