;;; emacs.el --- Drives Eglot as a user would -*- lexical-binding: t; -*-
;; In the folder of the workspace. Emacs ends with an error at the first thing that is not as it
;; should be.

(require 'cl-lib)
(require 'eglot)
(require 'flymake)
(require 'js)
(require 'xref)
(require 'yaml-mode)

;; What the package of this name has, as far as it matters here; Emacs 29 has js-json-mode.
(define-derived-mode json-mode js-mode "JSON")
(add-to-list 'auto-mode-alist '("\\.json\\'" . json-mode))

(setq make-backup-files nil
      eglot-confirm-server-initiated-edits nil
      eglot-autoreconnect nil
      eglot-connect-timeout 20
      xref-prompt-for-identifier nil)

(defun irsalint-wait (what condition)
  "Wait until CONDITION holds; WHAT says what it means if it never does."
  (with-timeout (20 (error "Not seen: %s; shown: %S" what (irsalint-shown)))
    (while (not (funcall condition))
      (accept-process-output nil 0.05))))

(defun irsalint-shown ()
  "The findings in the current buffer, in order."
  (mapcar #'flymake-diagnostic-text
          (sort (flymake-diagnostics)
                (lambda (one other)
                  (< (flymake-diagnostic-beg one) (flymake-diagnostic-beg other))))))

(defun irsalint-wait-for-rules (&rest rules)
  "Wait until the findings of the current buffer are those of RULES."
  (irsalint-wait
   (format "exactly %s in %s" rules (buffer-name))
   (lambda ()
     (let ((shown (irsalint-shown)))
       (and (= (length shown) (length rules))
            (cl-every #'string-search rules shown))))))

(defun irsalint-open (file)
  "Visit FILE, served by the server of its project."
  (find-file file)
  (unless (eglot-managed-p)
    (apply #'eglot (append (eglot--guess-contact) (list nil))))
  (irsalint-wait (concat "a server for " file) #'eglot-managed-p)
  (flymake-mode 1))

(defun irsalint-go-to (text)
  "Move to the beginning of the first TEXT."
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun irsalint-replace (text replacement)
  "Replace the first TEXT and tell the server at once: in a batch Emacs is never idle."
  (irsalint-go-to text)
  (replace-match replacement t t)
  (eglot--signal-textDocument/didChange))

(defun irsalint-choose-action (text)
  "Take the code action at point whose title has TEXT."
  (cl-letf ((last-nonmenu-event t)  ; asked by the keyboard, not by a menu of the mouse
            ((symbol-function 'completing-read)
             (lambda (_prompt choices &rest _)
               (or (cl-find-if (lambda (title) (string-search text title))
                               (mapcar #'car choices))
                   (error "No code action with %s among %S" text (mapcar #'car choices))))))
    (eglot-code-actions (point) (point) nil t))
  (eglot--signal-textDocument/didChange))

(defun irsalint-hover ()
  "What Eldoc is told of the thing at point."
  (let (said)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq said text)))
    (irsalint-wait "a hover" (lambda () said))
    (substring-no-properties said)))

(defun irsalint-go-to-definition (file)
  "Follow the thing at point, which must lead to FILE."
  (xref-find-definitions (xref-backend-identifier-at-point (xref-find-backend)))
  (unless (equal (file-name-nondirectory buffer-file-name) file)
    (error "The definition is in %s, not in %s" buffer-file-name file)))

(defun irsalint-check ()
  "The whole check."
  (irsalint-open "pod-test4.yaml")
  (irsalint-wait-for-rules "token-automounted")
  (irsalint-go-to "my-sa")
  (let ((hover (irsalint-hover)))
    (unless (string-search "arn:aws:iam::111122223333:role/" hover)
      (error "The hover is: %s" hover)))
  (irsalint-go-to-definition "sa-my-sa.yaml")
  (irsalint-open "sa-my-sa.yaml")
  (irsalint-go-to "arn:aws")
  (irsalint-go-to-definition "trust-my-sa.json")

  (irsalint-open "trust-my-sa.json")
  (irsalint-wait-for-rules)
  (irsalint-replace ":my-sa\"" ":my-sb\"")
  (irsalint-wait-for-rules "sub-mismatch")
  (irsalint-go-to "system:serviceaccount:default:my-sb")
  (irsalint-choose-action "write \"system:serviceaccount:default:my-sa\"")
  (irsalint-wait-for-rules)

  (irsalint-open "pod-test4.yaml")
  (irsalint-go-to "spec:")
  (irsalint-choose-action "set automountServiceAccountToken: false in the pod's spec")
  (irsalint-wait-for-rules)
  (save-buffer)
  (message "Emacs is served"))
