#include "analyzer/load/walk.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "analyzer/base/path.h"
#include "analyzer/load/gitignore.h"
#include "analyzer/load/limits.h"
#include "analyzer/load/roots.h"

namespace irsalint::load {
namespace {

namespace path = base::path;
using base::FileKind;

constexpr size_t kMaxIgnoreFileBytes = size_t{1} << 20;

// `real` below `directory`, relative to it; "" for the directory itself.
std::string Below(std::string_view real, std::string_view directory) {
  std::string relative = path::Relative(real, directory);
  return relative == "." ? std::string() : relative;
}

bool HasGitComponent(std::string_view relative) {
  const std::vector<std::string_view> components = path::Components(relative);
  return std::find(components.begin(), components.end(), ".git") != components.end();
}

class Walker {
 public:
  Walker(const base::FileSystem& fs, const WalkOptions& options, std::stop_token stop)
      : fs_(fs), options_(options), stop_(std::move(stop)) {}

  void AddNamed(std::string_view given);
  WalkResult Finish() &&;

 private:
  // A directory to visit.
  struct Directory {
    std::string shown;
    std::string real;
    IgnoreStack ignore;
    std::string ignore_base;  // real directory to which the paths of `ignore` are relative
    std::string boundary;     // real directory out of which no link leads
  };
  // A symbolic link that was met.
  struct Link {
    std::string shown;
    std::string real_directory;  // the directory that holds it
    std::string boundary;
  };

  void AddNamedFile(std::string_view given, std::string shown);
  void AddNamedDirectory(std::string shown);
  Directory StartAt(std::string shown, std::string real, std::string boundary);
  void VisitTree(Directory root);
  void Visit(const Directory& directory, std::vector<Directory>* subdirectories);
  void VisitFile(const Directory& directory, const std::string& name, FileKind kind);
  void Follow(const Link& link);
  void AddFile(std::string shown, std::string real, uint64_t size, FileForm form, Origin origin);
  void Notify(Notification::Kind kind, std::string shown, std::string message, Origin origin);
  IgnoreStack WithIgnoreFile(const IgnoreStack& stack, const std::string& file,
                             std::string_view directory);
  bool StopRequested();

  const base::FileSystem& fs_;
  const WalkOptions& options_;
  std::stop_token stop_;
  bool stopped_ = false;
  WalkResult result_;
  std::unordered_map<std::string, size_t> file_by_real_path_;
  std::unordered_set<std::string> visited_directories_;  // real paths
  std::deque<Link> links_;
};

void Walker::Notify(Notification::Kind kind, std::string shown, std::string message,
                    Origin origin) {
  result_.notifications.push_back(
      {.kind = kind, .path = std::move(shown), .message = std::move(message), .origin = origin});
}

bool Walker::StopRequested() {
  if (stopped_ || !stop_.stop_requested()) return stopped_;
  stopped_ = true;
  Notify(Notification::Kind::kCancelled, ".", "the run was stopped before all files were found",
         Origin::kMet);
  return true;
}

void Walker::AddNamed(std::string_view given) {
  // A list of all files that changed may hold it.
  if (IsOwnName(given)) return;
  std::string shown = DisplayPath(fs_, given);
  const base::Result<base::FileInfo> entry = fs_.Stat(given);
  if (!entry) {
    Notify(Notification::Kind::kMissing, std::move(shown), entry.error().message, Origin::kNamed);
    return;
  }
  const base::Result<base::FileInfo> target = fs_.StatTarget(given);
  if (!target) {
    Notify(Notification::Kind::kBrokenLink, std::move(shown),
           "this symbolic link leads nowhere: " + target.error().message, Origin::kNamed);
    return;
  }
  switch (target->kind) {
    case FileKind::kFile:
      AddNamedFile(given, std::move(shown));
      return;
    case FileKind::kDirectory:
      AddNamedDirectory(std::move(shown));
      return;
    case FileKind::kSymlink:
    case FileKind::kOther:
      Notify(Notification::Kind::kSpecialFile, std::move(shown),
             "this is a FIFO, socket or device; only files and directories are read",
             Origin::kNamed);
      return;
  }
}

void Walker::AddNamedFile(std::string_view given, std::string shown) {
  const base::Result<std::string> directory = fs_.RealPath(path::Dirname(given));
  const base::Result<std::string> real = fs_.RealPath(given);
  const base::Result<base::FileInfo> info = fs_.StatTarget(given);
  if (!directory || !real || !info) {
    const base::Error& error = !directory ? directory.error() : !real ? real.error() : info.error();
    Notify(Notification::Kind::kUnreadable, std::move(shown), error.message, Origin::kNamed);
    return;
  }
  // A pull request can hold a link to any file of the machine that checks it, and its file names
  // may be what the command line is made of.
  const std::string boundary = BoundaryOf(fs_, *directory);
  if (!path::IsWithin(*real, *directory) && !path::IsWithin(*real, boundary)) {
    Notify(Notification::Kind::kOutsideRoot, std::move(shown),
           "this symbolic link leads out of the directory tree that it lies in; it is not followed",
           Origin::kNamed);
    return;
  }
  result_.roots.push_back(*directory);
  const std::optional<FileForm> by_name = FormOfName(given);
  const FileForm form =
      by_name.has_value() && *by_name != FileForm::kPolicyOnly ? *by_name : FileForm::kByContent;
  AddFile(std::move(shown), *real, info->size, form, Origin::kNamed);
}

void Walker::AddNamedDirectory(std::string shown) {
  base::Result<std::string> real = fs_.RealPath(shown);
  if (!real) {
    Notify(Notification::Kind::kUnreadable, std::move(shown), real.error().message, Origin::kNamed);
    return;
  }
  // List decides whether a directory is readable: only here the user named it.
  const base::Result<std::vector<base::DirEntry>> entries = fs_.List(shown);
  if (!entries) {
    Notify(Notification::Kind::kUnreadable, std::move(shown), entries.error().message,
           Origin::kNamed);
    return;
  }
  result_.roots.push_back(*real);
  VisitTree(StartAt(std::move(shown), *real, *real));
}

IgnoreStack Walker::WithIgnoreFile(const IgnoreStack& stack, const std::string& file,
                                   std::string_view directory) {
  const base::Result<base::FileInfo> info = fs_.Stat(file);
  // git follows no links here, and neither does this.
  if (!info || info->kind != FileKind::kFile) return stack;
  const base::Result<std::string> text = fs_.Read(file, kMaxIgnoreFileBytes);
  if (!text) {
    Notify(Notification::Kind::kUnreadable, file,
           text.error().message + "; its patterns were not applied", Origin::kMet);
    return stack;
  }
  return stack.With(std::make_shared<const IgnoreFile>(directory, *text));
}

// The ignore files above the directory count up to the repository's root; its own is read when it
// is visited. The directory itself is not asked about: somebody wants it.
Walker::Directory Walker::StartAt(std::string shown, std::string real, std::string boundary) {
  Directory start{.shown = std::move(shown),
                  .real = real,
                  .ignore = {},
                  .ignore_base = real,
                  .boundary = std::move(boundary)};
  if (!options_.use_ignore_files) return start;
  const std::optional<std::string> repository = RepositoryRoot(fs_, real);
  if (!repository.has_value()) return start;
  start.ignore_base = *repository;
  start.ignore = WithIgnoreFile(start.ignore, path::Join(*repository, ".git/info/exclude"),
                                std::string_view());
  std::string directory = *repository;
  const std::string below = Below(real, *repository);
  for (const std::string_view component : path::Components(below)) {
    start.ignore = WithIgnoreFile(start.ignore, path::Join(directory, ".gitignore"),
                                  Below(directory, *repository));
    directory = path::Join(directory, component);
  }
  return start;
}

void Walker::VisitTree(Directory root) {
  std::vector<Directory> pending;
  pending.push_back(std::move(root));
  while (!pending.empty() && !StopRequested()) {
    const Directory directory = std::move(pending.back());
    pending.pop_back();
    if (!visited_directories_.insert(directory.real).second) continue;
    Visit(directory, &pending);
    if (options_.progress) options_.progress(result_.files.size());
  }
}

void Walker::Visit(const Directory& directory, std::vector<Directory>* subdirectories) {
  const base::Result<std::vector<base::DirEntry>> entries = fs_.List(directory.real);
  if (!entries) {
    Notify(Notification::Kind::kUnreadable, directory.shown, entries.error().message, Origin::kMet);
    return;
  }
  const std::string relative = Below(directory.real, directory.ignore_base);
  IgnoreStack ignore = directory.ignore;
  if (options_.use_ignore_files) {
    const bool has_own = std::any_of(entries->begin(), entries->end(), [](const auto& entry) {
      return entry.name == ".gitignore" && entry.kind == FileKind::kFile;
    });
    if (has_own) {
      ignore = WithIgnoreFile(ignore, path::Join(directory.real, ".gitignore"), relative);
    }
  }
  for (const base::DirEntry& entry : *entries) {
    if (entry.name == ".git") continue;
    const bool is_terraform = entry.kind == FileKind::kFile && IsTerraformName(entry.name);
    const bool may_matter = entry.kind == FileKind::kDirectory ||
                            entry.kind == FileKind::kSymlink || FormOfName(entry.name).has_value();
    if (!may_matter && !is_terraform) continue;
    if (ignore.Ignores(path::Join(relative, entry.name), entry.kind == FileKind::kDirectory)) {
      continue;
    }
    if (is_terraform) {
      ++result_.terraform_files;
    } else if (entry.kind == FileKind::kDirectory) {
      subdirectories->push_back({.shown = path::Join(directory.shown, entry.name),
                                 .real = path::Join(directory.real, entry.name),
                                 .ignore = ignore,
                                 .ignore_base = directory.ignore_base,
                                 .boundary = directory.boundary});
    } else if (entry.kind == FileKind::kSymlink) {
      links_.push_back({.shown = path::Join(directory.shown, entry.name),
                        .real_directory = directory.real,
                        .boundary = directory.boundary});
    } else {
      VisitFile(directory, entry.name, entry.kind);
    }
  }
}

void Walker::VisitFile(const Directory& directory, const std::string& name, FileKind kind) {
  const std::optional<FileForm> form = FormOfName(name);
  if (!form.has_value()) return;
  std::string shown = path::Join(directory.shown, name);
  std::string real = path::Join(directory.real, name);
  if (kind != FileKind::kFile) {
    if (*form == FileForm::kPolicyOnly) return;
    Notify(Notification::Kind::kSpecialFile, std::move(shown),
           "this is a FIFO, socket or device; it is not read", Origin::kMet);
    return;
  }
  const base::Result<base::FileInfo> info = fs_.Stat(real);
  if (!info) {
    Notify(Notification::Kind::kUnreadable, std::move(shown), info.error().message, Origin::kMet);
    return;
  }
  AddFile(std::move(shown), std::move(real), info->size, *form, Origin::kMet);
}

void Walker::AddFile(std::string shown, std::string real, uint64_t size, FileForm form,
                     Origin origin) {
  if (form == FileForm::kPolicyOnly && size > kMaxPolicyOnlyBytes) return;
  const auto [known, is_new] = file_by_real_path_.try_emplace(real, result_.files.size());
  if (is_new) {
    result_.files.push_back({.path = std::move(shown),
                             .real_path = std::move(real),
                             .size = size,
                             .form = form,
                             .origin = origin});
  } else if (origin == Origin::kNamed) {
    result_.files[known->second].origin = origin;
    if (form == FileForm::kByContent) result_.files[known->second].form = form;
  }
}

void Walker::Follow(const Link& link) {
  const std::string_view name = path::Basename(link.shown);
  const std::string location = path::Join(link.real_directory, name);
  const std::optional<FileForm> form = FormOfName(name);
  const base::Result<base::FileInfo> target = fs_.StatTarget(location);
  const base::Result<std::string> real = fs_.RealPath(location);
  if (!target || !real) {
    if (!form.has_value()) return;
    const base::Error& error = target ? real.error() : target.error();
    Notify(Notification::Kind::kBrokenLink, link.shown,
           "this symbolic link leads nowhere: " + error.message, Origin::kMet);
    return;
  }
  const bool is_directory = target->kind == FileKind::kDirectory;
  if (!is_directory && !form.has_value()) return;
  if (!path::IsWithin(*real, link.boundary)) {
    Notify(Notification::Kind::kOutsideRoot, link.shown,
           "this symbolic link leads out of the directory that is read; it is not followed",
           Origin::kMet);
    return;
  }
  if (HasGitComponent(Below(*real, link.boundary))) return;
  if (!is_directory) {
    if (target->kind == FileKind::kFile) {
      AddFile(link.shown, *real, target->size, *form, Origin::kMet);
    } else if (*form != FileForm::kPolicyOnly) {
      Notify(Notification::Kind::kSpecialFile, link.shown,
             "this leads to a FIFO, socket or device; it is not read", Origin::kMet);
    }
    return;
  }
  if (path::IsWithin(link.real_directory, *real)) {
    Notify(Notification::Kind::kLinkLoop, link.shown,
           "this symbolic link leads to a directory that contains it; it is not followed",
           Origin::kMet);
    return;
  }
  VisitTree(StartAt(link.shown, *real, link.boundary));
}

WalkResult Walker::Finish() && {
  // Last, so that a file which can be reached without a link has that path.
  while (!links_.empty() && !StopRequested()) {
    const Link link = std::move(links_.front());
    links_.pop_front();
    Follow(link);
  }
  std::sort(result_.files.begin(), result_.files.end(),
            [](const WalkedFile& a, const WalkedFile& b) { return a.path < b.path; });
  std::sort(result_.roots.begin(), result_.roots.end());
  result_.roots.erase(std::unique(result_.roots.begin(), result_.roots.end()), result_.roots.end());
  const auto before = [](const Notification& a, const Notification& b) {
    return std::tie(a.path, a.kind, a.message) < std::tie(b.path, b.kind, b.message);
  };
  std::vector<Notification>& notifications = result_.notifications;
  std::sort(notifications.begin(), notifications.end(), before);
  notifications.erase(std::unique(notifications.begin(), notifications.end()), notifications.end());
  return std::move(result_);
}

}  // namespace

WalkResult Walk(const base::FileSystem& fs, std::span<const std::string> paths,
                const WalkOptions& options, std::stop_token stop) {
  Walker walker(fs, options, std::move(stop));
  for (const std::string& given : paths) walker.AddNamed(given);
  return std::move(walker).Finish();
}

}  // namespace irsalint::load
