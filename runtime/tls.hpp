// The listener's certificate and key, as TLS 1.2 and later uses them. A new pair can be put in
// while sessions go on with the old one. Thread-safe.
#pragma once

#include "config/options.hpp"
#include "domain/result.hpp"

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <mutex>

namespace earshot::runtime {

class tls {
public:
  explicit tls(const config::tls_options& options) : options_(options) {}

  bool configured() const { return !options_.certificate.empty(); }

  /// Reads certificate and key; what was read before stays if they are not good. Error:
  /// `invalid_field` with the option and the reason.
  result<void> load();

  /// For the next connection; null where TLS is not configured or not loaded.
  std::shared_ptr<boost::asio::ssl::context> context() const;

private:
  const config::tls_options& options_;
  mutable std::mutex mutex_; // guards `context_`
  std::shared_ptr<boost::asio::ssl::context> context_;
};

} // namespace earshot::runtime
